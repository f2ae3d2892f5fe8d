import { UntranslatableError } from '../../errors/untranslatable-error';
import { ENVELOPE_PREFIX } from '../../canonical/reasoning-envelope';
import {
  isTextBlock,
  type CanonicalMessage,
  type ContentBlock,
  type TextBlock,
  type ThinkingBlock,
  type ToolUseBlock,
} from '../../canonical/request';
import { invalidRequest } from './invalid-request';
import { parseContent } from './parse-content';
import { toObject, toObjects, toText, type WireObject } from './wire';

/** Instructions that come before all else are the system prompt; later ones keep their place (pitfall 35). */
export function parseMessages(list: unknown): { system: TextBlock[]; messages: CanonicalMessage[] } {
  if (!Array.isArray(list) || list.length === 0) throw invalidRequest('messages: a list of at least one message is needed.');
  const system: TextBlock[] = [];
  const messages: CanonicalMessage[] = [];
  /** Results of the tool messages in a row, which with the user's words behind them are one message. */
  let results: ContentBlock[] | null = null;
  for (const [index, value] of list.entries()) {
    const where = `messages.${index}`;
    const message = toObject(value);
    if (message === null) throw invalidRequest(`${where}: must be an object.`);
    const content = parseContent(message.content, `${where}.content`);
    if (message.role === 'tool' || message.role === 'user') {
      const blocks = message.role === 'tool' ? [toResult(message, content, where)] : content;
      if (results === null) messages.push({ role: 'user', content: blocks });
      else results.push(...blocks);
      if (message.role === 'tool') results ??= blocks;
      else results = null;
      continue;
    }
    results = null;
    if (message.role === 'assistant') messages.push({ role: 'assistant', content: parseAssistant(message, content, where) });
    else if (message.role !== 'system' && message.role !== 'developer') throw invalidRequest(complainOfRole(message.role, where));
    else if (messages.length === 0) system.push(...content.filter(isTextBlock));
    else messages.push({ role: 'system', content });
  }
  return { system, messages };
}

function complainOfRole(role: unknown, where: string): string {
  if (role === 'function') return `${where}.role: function messages are of an older form. Send tool calls and tool messages.`;
  return `${where}.role: must be system, developer, user, assistant or tool.`;
}

function toResult(message: WireObject, content: ContentBlock[], where: string): ContentBlock {
  const id = toText(message.tool_call_id);
  if (id === '') throw invalidRequest(`${where}.tool_call_id: a tool message must name the call that it answers.`);
  return { type: 'tool_result', tool_use_id: id, content };
}

function parseAssistant(message: WireObject, content: ContentBlock[], where: string): ContentBlock[] {
  if (message.function_call) {
    throw new UntranslatableError(`${where}.function_call: function calls of this form are no longer taken. Send tool_calls.`);
  }
  const refusal = toText(message.refusal);
  const said: ContentBlock[] = refusal === '' ? content : [...content, { type: 'text', text: refusal }];
  const calls = toObjects(message.tool_calls).map((call, index) => toToolUse(call, `${where}.tool_calls.${index}`));
  return [...parseReasoning(message), ...said, ...calls];
}

/** Arguments that are no JSON stay the text that they are. */
function toToolUse(call: WireObject, where: string): ToolUseBlock {
  const { name, arguments: json } = toObject(call.function) ?? {};
  if (typeof call.id !== 'string' || call.id === '') throw invalidRequest(`${where}.id: every tool call needs an id.`);
  if (typeof name !== 'string' || name === '') throw invalidRequest(`${where}.function.name: every tool call needs a name.`);
  return { type: 'tool_use', id: call.id, name, input: typeof json === 'string' ? parseArguments(json) : (json ?? {}) };
}

function parseArguments(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/**
 * Reasoning that a client hands back: its text goes by two names, and our envelopes are entries of reasoning_details, where
 * clients keep what they do not read. What other servers put there is nothing to us.
 */
function parseReasoning(message: WireObject): ThinkingBlock[] {
  const details = toObjects(message.reasoning_details);
  const envelopes = details.map(({ data }) => toText(data)).filter((data) => data.startsWith(ENVELOPE_PREFIX));
  const text =
    toText(message.reasoning_content) || toText(message.reasoning) || details.map((entry) => toText(entry.text)).join('');
  const [first = '', ...rest] = envelopes;
  if (text === '' && first === '') return [];
  return [
    { type: 'thinking', thinking: text, signature: first },
    ...rest.map((signature) => ({ type: 'thinking' as const, thinking: '', signature })),
  ];
}
