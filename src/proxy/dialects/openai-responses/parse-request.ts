import { UntranslatableError } from '../../errors/untranslatable-error';
import { Effort } from '../../../shared/model/quirks';
import type { CanonicalRequest, OutputFormat, Reasoning } from '../../canonical/request';
import type { ClientTool } from './client-tool';
import { parseItems } from './parse-items';
import { parseToolChoice, parseTools } from './parse-tools';
import { isWire, numberOf, stringOf, type Wire } from './read-value';
import { refuse } from './refuse';

/** What needs a conversation that the server keeps: we keep none, and another provider has not seen the one at OpenAI. */
const KEPT_AT_OPENAI: Record<string, string> = {
  previous_response_id: 'no answers are kept here. Send the whole conversation in `input`, and `store: false`.',
  conversation: 'no conversations are kept here. Send the whole conversation in `input`, and `store: false`.',
  prompt: 'prompts that are stored at OpenAI cannot be read here. Send the text in `instructions` and `input`.',
  background: 'answers in the background are not kept here. Leave it out and stream the answer.',
};

/**
 * Reads a Responses request. What we do not know passes by, as it only concerns the provider; what cannot be had without
 * OpenAI's own storage or tools is refused in words that say what to do instead.
 */
export function parseRequest(body: unknown): CanonicalRequest {
  if (!isWire(body)) throw refuse('The request body must be a JSON object.');
  if (body.model !== undefined && typeof body.model !== 'string') throw refuse('model: must be a string.');
  for (const [field, reason] of Object.entries(KEPT_AT_OPENAI))
    if (body[field]) throw new UntranslatableError(`${field}: ${reason}`);

  const input = parseItems(body.input);
  const { toolChoice, tools } = parseToolChoice(body, withoutRepeats([...parseTools(body.tools), ...input.tools]));
  const instructions = stringOf(body.instructions);
  return {
    model: body.model || null,
    messages: input.messages,
    system: [...(instructions === '' ? [] : [{ type: 'text' as const, text: instructions }]), ...input.system],
    tools,
    toolChoice,
    maxTokens: numberOf(body.max_output_tokens),
    stream: body.stream === true,
    temperature: numberOf(body.temperature),
    topP: numberOf(body.top_p),
    topK: null,
    stopSequences: [],
    output: parseOutputFormat(body.text),
    reasoning: parseReasoning(body.reasoning),
    sessionId: stringOf(body.prompt_cache_key) || null,
  };
}

/** A tool that was found twice, or is still in the history that brought it in, is one tool. */
function withoutRepeats(tools: ClientTool[]): ClientTool[] {
  return tools.filter((tool, index) => tools.findIndex(({ name, type }) => name === tool.name && type === tool.type) === index);
}

/** null where the client says nothing: the model then does as it is used to. */
function parseReasoning(reasoning: unknown): Reasoning | null {
  if (!isWire(reasoning)) return null;
  const { effort, summary } = reasoning;
  if (effort === 'none') return { mode: 'off', effort: null, budgetTokens: null };
  if (effort === undefined || effort === null)
    return summary === undefined || summary === null ? null : { mode: 'on', effort: null, budgetTokens: null };
  // A level that is newer than this list is still a wish to think.
  return { mode: 'on', effort: Effort.safeParse(effort).data ?? null, budgetTokens: null };
}

function parseOutputFormat(text: unknown): OutputFormat | null {
  const format: Wire = isWire(text) && isWire(text.format) ? text.format : {};
  if (format.type === 'json_object') return { kind: 'json-object' };
  if (format.type !== 'json_schema') return null;
  if (!isWire(format.schema)) throw refuse('text.format.schema: a json_schema format needs its schema.');
  return { kind: 'json-schema', name: stringOf(format.name) || 'answer', schema: format.schema };
}
