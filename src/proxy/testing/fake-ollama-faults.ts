import type { FakeVendor, SeenRequest } from './fake-rules';

/** What a server allocates that is told nothing, on most machines. */
const DEFAULT_CONTEXT = 4096;

/** Fields and options of the real API, which passes over all others; here a misspelt one shall fail a test. */
const KNOWN_FIELDS = 'model messages stream format keep_alive tools options think truncate shift logprobs top_logprobs'.split(
  ' ',
);
const KNOWN_OPTIONS =
  'num_ctx num_predict temperature top_p top_k min_p typical_p stop seed num_keep repeat_last_n repeat_penalty presence_penalty frequency_penalty num_batch num_gpu main_gpu use_mmap num_thread'.split(
    ' ',
  );

/** Models that lack what others have, by the beginnings of their names. */
const CANNOT_THINK = /^(llama3|mistral|gemma3|qwen2)/;
const CANNOT_CALL = /^(llava|gemma3)/;
const TAKES_LEVELS_ONLY = /^gpt-oss/;

interface Fault {
  status: number;
  text: string;
}

type WireMessage = {
  role: string;
  content?: unknown;
  thinking?: unknown;
  images?: unknown;
  tool_calls?: { id?: unknown; function?: { name?: unknown; arguments?: unknown } }[];
  tool_name?: unknown;
  tool_call_id?: unknown;
};

/** What the server answers to a body that it refuses; null when it takes it. */
export function findOllamaFault(body: SeenRequest['body'], vendor: FakeVendor): Fault | null {
  const bad = (text: string): Fault => ({ status: 400, text });
  if (typeof body !== 'object' || body === null) return bad('missing request body');
  const unknown = Object.keys(body).find((field) => !KNOWN_FIELDS.includes(field));
  if (unknown !== undefined) return bad(`json: unknown field "${unknown}"`);
  if (typeof body.model !== 'string' || body.model === '') return bad('model is required');
  if (!Array.isArray(body.messages) || body.messages.length === 0) return bad('messages is required');
  const text =
    findThinkFault(body) ??
    findToolFault(body) ??
    findFormatFault(body.format) ??
    findOptionFault(body.options ?? {}) ??
    findMessageFault(body.messages);
  if (text !== null) return bad(text);
  const misplaced = body.messages.some(({ role }: WireMessage, index: number) => role === 'system' && index > 0);
  if (vendor === 'strict-template' && misplaced) return { status: 500, text: 'system message must be at the beginning' };
  // Either of the two, left on, makes the prompt fit.
  const cuts = body.truncate !== false || body.shift !== false;
  return !cuts && fitOllamaPrompt(body).cut ? bad(TOO_LONG) : null;
}

const TOO_LONG =
  'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length';

function findThinkFault({ think, model }: SeenRequest['body']): string | null {
  if (think === undefined || think === false) return null;
  if (typeof think !== 'boolean' && !['low', 'medium', 'high', 'max'].includes(think))
    return `invalid think value: "${think}" (must be "high", "medium", "low", "max", true, or false)`;
  return CANNOT_THINK.test(model) ? `"${model}" does not support thinking` : null;
}

function findToolFault({ tools, model }: SeenRequest['body']): string | null {
  if (tools === undefined) return null;
  if (!Array.isArray(tools)) return 'json: cannot unmarshal object into Go struct field ChatRequest.tools of type api.Tools';
  if (tools.length > 0 && CANNOT_CALL.test(model)) return `registry.ollama.ai/library/${model} does not support tools`;
  for (const { type, function: called } of tools) {
    if (type !== 'function' || typeof called?.name !== 'string') return 'json: a tool needs a type and a function with a name';
    const { type: kind, properties } = called.parameters ?? {};
    if (typeof kind !== 'string') return `json: cannot unmarshal into Go struct field ToolFunctionParameters.type of type string`;
    if (typeof properties !== 'object' || properties === null) return `json: the parameters of ${called.name} have no properties`;
  }
  return null;
}

function findFormatFault(format: unknown): string | null {
  if (format === undefined || format === 'json' || (typeof format === 'object' && format !== null)) return null;
  return `invalid format: ${JSON.stringify(format)}; expected "json" or a valid JSON Schema object`;
}

function findOptionFault(options: Record<string, unknown>): string | null {
  for (const [name, value] of Object.entries(options)) {
    if (!KNOWN_OPTIONS.includes(name)) return `invalid option provided: ${name}`;
    if (name === 'stop' ? !Array.isArray(value) : typeof value !== 'number')
      return `option "${name}" must be of type ${name === 'stop' ? 'array' : 'number'}`;
    if (name.startsWith('num_') && !Number.isInteger(value)) return `option "${name}" must be of type integer`;
  }
  return null;
}

function findMessageFault(messages: WireMessage[]): string | null {
  let open: unknown[] = [];
  for (const message of messages) {
    const { role, content, thinking, images, tool_calls: calls } = message;
    if (!['system', 'user', 'assistant', 'tool'].includes(role))
      return `invalid role: "${role}", must be one of ["system", "user", "assistant", "tool"]`;
    if (typeof content !== 'string' || (thinking !== undefined && typeof thinking !== 'string'))
      return `json: cannot unmarshal ${Array.isArray(content) ? 'array' : typeof content} into Go struct field ChatRequest.messages.content of type string`;
    const image = findImageFault(images);
    if (image !== null) return image;
    if (role === 'tool') {
      const place = open.indexOf(message.tool_name);
      if (place === -1) return `the result of "${String(message.tool_name)}" follows no call of it`;
      open.splice(place, 1);
    } else {
      if (open.length > 0) return `no result follows the call of "${String(open[0])}"`;
      open = [];
    }
    for (const { function: called } of calls ?? []) {
      const input = called?.arguments;
      if (typeof input !== 'object' || input === null || Array.isArray(input))
        return 'json: cannot unmarshal string into Go struct field ChatRequest.messages.tool_calls.function.arguments of type api.ToolCallFunctionArguments';
      open.push(called?.name);
    }
  }
  return open.length > 0 ? `no result follows the call of "${String(open[0])}"` : null;
}

function findImageFault(images: unknown): string | null {
  if (images === undefined) return null;
  if (!Array.isArray(images)) return 'json: cannot unmarshal into Go struct field ChatRequest.messages.images';
  for (const image of images as string[]) {
    const fault = /[^A-Za-z0-9+/=]/.exec(image)?.index ?? (image.length % 4 === 0 ? null : image.length);
    if (fault !== null) return `illegal base64 data at input byte ${fault}`;
  }
  return null;
}

/** Four characters count as one token; images do not count. */
function countTokens(parts: unknown[]): number {
  return Math.ceil(JSON.stringify(parts, (field, value: unknown) => (field === 'images' ? undefined : value)).length / 4);
}

/** Drops the oldest messages, but no system message and never the last, until the prompt fits; the answer tells it by its count only. */
export function fitOllamaPrompt({ messages, tools, options }: SeenRequest['body']): { tokens: number; cut: boolean } {
  const context: number = options?.num_ctx ?? DEFAULT_CONTEXT;
  const kept: WireMessage[] = [...messages];
  while (countTokens([...kept, tools]) > context && kept.length > 1) {
    const oldest = kept.findIndex(({ role }, index) => role !== 'system' && index < kept.length - 1);
    if (oldest === -1) break;
    kept.splice(oldest, 1);
  }
  const tokens = countTokens([...kept, tools]);
  // The last message alone can be too long: then its middle goes.
  return { tokens: Math.min(tokens, context), cut: kept.length < messages.length || tokens > context };
}

/** True when the model's answer holds thinking: by default where it can. */
export function ollamaThinks({ model, think }: SeenRequest['body']): boolean {
  return !CANNOT_THINK.test(model) && (think !== false || TAKES_LEVELS_ONLY.test(model));
}
