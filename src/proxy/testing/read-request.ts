import { NO_SIGNATURE } from './fake-gemini-signature';
import type { SeenRequest } from './fake-rules';

/** What a conversation holds besides text, in the order of the request. `reasoning` is reasoning of an earlier turn, or its seal. */
export type RequestPart = 'reasoning' | 'call' | 'result' | 'image';

/** What a scripted model has to know of a request, in whatever dialect it came. */
export interface RequestView {
  /** Names of the functions that may be called. */
  tools: string[];
  parts: RequestPart[];
  /** Calls in the conversation so far. */
  calls: number;
  /** Every text in it, one after the other. */
  text: string;
}

const PART_OF_TYPE: Record<string, RequestPart> = {
  // Anthropic's Messages
  thinking: 'reasoning',
  redacted_thinking: 'reasoning',
  tool_use: 'call',
  tool_result: 'result',
  image: 'image',
  // Chat Completions
  image_url: 'image',
  // Responses
  reasoning: 'reasoning',
  function_call: 'call',
  function_call_output: 'result',
  input_image: 'image',
};

const PART_OF_FIELD: Record<string, RequestPart> = {
  // Chat Completions
  reasoning: 'reasoning',
  reasoning_content: 'reasoning',
  reasoning_details: 'reasoning',
  // Gemini; a call in it has its signature beside it
  thoughtSignature: 'reasoning',
  functionCall: 'call',
  functionResponse: 'result',
  inlineData: 'image',
};

/** Reads a request of any dialect by what all of them have in common, so that one script plays the model for all. */
export function readRequest({ body }: SeenRequest): RequestView {
  const parts: RequestPart[] = [];
  const texts: string[] = [];
  // The conversation only: settings of the request use the same words for other things.
  walk(
    [body?.system, body?.instructions, body?.systemInstruction, body?.messages ?? body?.input ?? body?.contents],
    (field, value) => {
      if (typeof value === 'string') texts.push(value);
      parts.push(...listParts(field, value));
    },
  );
  return {
    tools: listTools(body?.tools),
    parts,
    calls: parts.filter((part) => part === 'call').length,
    text: texts.join('\n'),
  };
}

function listParts(field: string, value: unknown): RequestPart[] {
  // Chat Completions and Ollama keep calls, results and Ollama's images in fields of the message.
  if (field === 'tool_calls' && Array.isArray(value)) return value.map(() => 'call');
  if (field === 'images' && Array.isArray(value)) return value.map(() => 'image');
  if (value === NO_SIGNATURE) return [];
  const named = PART_OF_FIELD[field];
  if (named !== undefined) return [named];
  if (!isObject(value)) return [];
  if (value.role === 'tool') return ['result'];
  if (value.role === 'assistant' && typeof value.thinking === 'string') return ['reasoning'];
  const typed = typeof value.type === 'string' ? PART_OF_TYPE[value.type] : undefined;
  return typed === undefined ? [] : [typed];
}

function listTools(tools: unknown): string[] {
  if (!Array.isArray(tools)) return [];
  return tools.filter(isObject).flatMap((tool) => {
    if (Array.isArray(tool.functionDeclarations)) return listTools(tool.functionDeclarations);
    const { name } = isObject(tool.function) ? tool.function : tool;
    return typeof name === 'string' ? [name] : [];
  });
}

function walk(value: unknown, visit: (field: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    visit(field, inner);
    walk(inner, visit);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
