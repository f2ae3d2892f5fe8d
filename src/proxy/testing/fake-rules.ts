import type { IncomingMessage } from 'node:http';

export type FakeBlock =
  | { type: 'text'; text: string }
  /** With a signature or whatever else the vendor binds reasoning with. */
  | { type: 'thinking'; thinking: string }
  | { type: 'tool_use'; id?: string; name: string; input: unknown }
  /** A search that the vendor made itself; only where the request asked for it in the vendor's way. */
  | { type: 'web_search'; query: string; results: { url: string; title: string }[] };

/**
 * Whose server a fake of a shared dialect pretends to be: vendors of one dialect refuse different things. Each vendor's
 * own refusals stand in the fake of its dialect.
 */
export type FakeVendor =
  'plain' | 'openai' | 'deepseek' | 'moonshot' | 'mistral' | 'groq' | 'openrouter' | 'zai' | 'minimax' | 'strict-template';

/** What the fake answers, in words of neither dialect. */
export interface FakeAnswer {
  blocks?: FakeBlock[];
  stopReason?: 'end_turn' | 'max_tokens' | 'tool_use' | 'refusal' | 'stop_sequence';
  /** Tokens; input without what was read from the cache. */
  usage?: { input: number; output: number; cacheRead?: number };
  /** Records sent as they are instead of those that the blocks make, for what a well-behaved server never sends. */
  records?: string[];
  /** What becomes of the records on their way: other line ends, other cuts. */
  onWire?(records: string[]): (string | Uint8Array)[];
  /** An HTTP error instead of an answer. A string body is sent as it is. */
  error?: { status: number; body: unknown; headers?: Record<string, string> };
  /** Characters in a piece of the stream. */
  pieceSize?: number;
  /** Milliseconds before the head, and between two records. */
  headDelayMs?: number;
  recordDelayMs?: number;
  /** After so many records: cut the socket, end without the end marks, send an error event, or go silent. */
  fault?: { afterRecords: number; kind: 'cut' | 'end' | 'error' | 'hang' };
}

export interface SeenRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingMessage['headers'];
  rawBody: Buffer;
  // The body is whatever the code under test sent; each test looks at the parts that it is about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** How one vendor's server behaves: what it refuses, and how it writes an answer. */
export interface FakeRules {
  /** Between the address and the paths. */
  base: string;
  /** The paths of calls, without the base. */
  path: RegExp;
  modelsPath: string;
  /** The model list in the vendor's shape. */
  modelList(models: string[]): unknown;
  contentType: string;
  /** True when the call asks for a stream. */
  isStream(request: SeenRequest): boolean;
  refuse(request: SeenRequest, key: string | null, vendor: FakeVendor): { status: number; body: unknown } | null;
  /** Answers of other endpoints of the vendor, e.g. a count of tokens; null: 404. */
  other?(request: SeenRequest): unknown;
  whole(answer: FakeAnswer, request: SeenRequest, vendor?: FakeVendor): unknown;
  records(answer: FakeAnswer, request: SeenRequest, vendor?: FakeVendor): string[];
  errorRecord(message: string, vendor?: FakeVendor): string;
  errorBody(status: number, message: string): unknown;
}

/** Cuts a text into pieces as a stream would. */
export function pieces(text: string, size = 12): string[] {
  const result: string[] = [];
  for (let at = 0; at < text.length; at += size) result.push(text.slice(at, at + size));
  return result;
}
