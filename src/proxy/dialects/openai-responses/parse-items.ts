import { UntranslatableError } from '../../errors/untranslatable-error';
import { isTextBlock, blocksOf, textOf, type CanonicalMessage, type ContentBlock, type TextBlock } from '../../canonical/request';
import { flatName, type ClientTool } from './client-tool';
import { parseContent } from './parse-content';
import { parseTools } from './parse-tools';
import { isWire, objectsOf, parseJson, stringOf, type Wire } from './read-value';
import { refuse } from './refuse';

/** The conversation of a request. */
export interface ParsedInput {
  /** Instructions that stand before everything else. */
  system: TextBlock[];
  messages: CanonicalMessage[];
  /** Tools that the conversation itself brought in. */
  tools: ClientTool[];
}

/** What OpenAI's own tools left in the history; what came of it is in the text. */
const HARMLESS = new Set([
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'mcp_list_tools',
  'configuration_update',
]);

/**
 * Input items as messages: what the model made (texts, calls, reasoning) is one turn of the assistant's, what came back to
 * it one of the user's. Instructions in mid-conversation keep their place (pitfall 35).
 */
export function parseItems(input: unknown): ParsedInput {
  if (typeof input === 'string') return { system: [], messages: [{ role: 'user', content: input }], tools: [] };
  if (!Array.isArray(input)) throw refuse('input: a text or a list of items is needed.');
  const parsed: ParsedInput = { system: [], messages: [], tools: [] };
  input.forEach((item, index) => {
    const where = `input[${index}]`;
    if (!isWire(item)) throw refuse(`${where}: must be an object.`);
    addItem(parsed, item, where);
  });
  return parsed;
}

function addItem(parsed: ParsedInput, item: Wire, where: string): void {
  const type = stringOf(item.type) || (item.role === undefined ? '' : 'message');
  switch (type) {
    case 'message':
      return addMessage(parsed, item, where);
    case 'reasoning':
      return append(parsed, 'assistant', parseReasoning(item));
    case 'function_call':
      return append(parsed, 'assistant', [parseCall(item, where, parseArguments(item.arguments))]);
    case 'custom_tool_call':
      return append(parsed, 'assistant', [parseCall(item, where, { input: stringOf(item.input) })]);
    case 'tool_search_call':
      return append(parsed, 'assistant', [parseCall({ ...item, name: 'tool_search' }, where, item.arguments ?? {})]);
    case 'function_call_output':
    case 'custom_tool_call_output':
      return append(parsed, 'user', [parseOutput(item, where)]);
    case 'tool_search_output': {
      const found = parseTools(item.tools, `${where}.tools`);
      parsed.tools.push(...found);
      const content = found.map(({ name }) => `Tool loaded: ${name}`).join('\n') || 'No tool was found.';
      return append(parsed, 'user', [{ type: 'tool_result', tool_use_id: callIdOf(item, where), content }]);
    }
    case 'additional_tools':
      parsed.tools.push(...parseTools(item.tools, `${where}.tools`));
      return;
    case 'item_reference':
      throw new UntranslatableError(
        `${where}: an item_reference names an item that is stored at OpenAI. Send the item itself, and \`store: false\`.`,
      );
    default:
      if (!HARMLESS.has(type))
        throw new UntranslatableError(
          `${where}.type: "${type}" is no item that can go to every provider. Leave it out, or put what it says into a message.`,
        );
  }
}

function addMessage(parsed: ParsedInput, item: Wire, where: string): void {
  const { role } = item;
  const content = parseContent(item.content, `${where}.content`);
  if (role === 'user' || role === 'assistant') return append(parsed, role, blocksOf(content));
  if (role !== 'system' && role !== 'developer') throw refuse(`${where}.role: must be user, assistant, system or developer.`);
  // Before the conversation begins it is the system prompt, whatever it is called.
  if (parsed.messages.length === 0) parsed.system.push(...blocksOf(content).filter(isTextBlock));
  else parsed.messages.push({ role: 'system', content: textOf(blocksOf(content)) });
}

function append({ messages }: ParsedInput, role: 'user' | 'assistant', blocks: ContentBlock[]): void {
  const last = messages.at(-1);
  if (last?.role === role && Array.isArray(last.content)) last.content.push(...blocks);
  else if (blocks.length > 0) messages.push({ role, content: [...blocks] });
}

/** The envelope that came with it goes back in its signature; another vendor's stands there until it is known to be foreign. */
function parseReasoning(item: Wire): ContentBlock[] {
  const textsOf = (list: unknown) =>
    objectsOf(list)
      .map(({ text }) => stringOf(text))
      .filter((text) => text !== '');
  const summary = textsOf(item.summary);
  const thinking = (summary.length > 0 ? summary : textsOf(item.content)).join('\n\n');
  const signature = stringOf(item.encrypted_content);
  return thinking === '' && signature === '' ? [] : [{ type: 'thinking', thinking, signature }];
}

function parseCall(item: Wire, where: string, input: unknown): ContentBlock {
  const name = stringOf(item.name);
  if (name === '') throw refuse(`${where}.name: a call must name its tool.`);
  return { type: 'tool_use', id: callIdOf(item, where), name: flatName(stringOf(item.namespace), name), input };
}

/** Arguments that are no JSON pass as the text that the model wrote. */
function parseArguments(value: unknown): unknown {
  const text = stringOf(value);
  return text.trim() === '' ? {} : (parseJson(text) ?? text);
}

function parseOutput(item: Wire, where: string): ContentBlock {
  const { output } = item;
  const plain = typeof output === 'string' || Array.isArray(output);
  const content = plain ? parseContent(output, `${where}.output`) : JSON.stringify(output ?? '');
  return { type: 'tool_result', tool_use_id: callIdOf(item, where), content };
}

function callIdOf(item: Wire, where: string): string {
  const id = stringOf(item.call_id);
  if (id === '') throw refuse(`${where}.call_id: must tell which call is meant.`);
  return id;
}
