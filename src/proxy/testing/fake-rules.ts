import type { IncomingMessage } from 'node:http';

export type FakeBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string }
  | { type: 'tool_use'; id?: string; name: string; input: unknown };

/** What the fake answers, in words of neither dialect. */
export interface FakeAnswer {
  blocks?: FakeBlock[];
  stopReason?: 'end_turn' | 'max_tokens' | 'tool_use' | 'refusal';
  /** Tokens; input without what was read from the cache. */
  usage?: { input: number; output: number; cacheRead?: number };
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
  path: string;
  modelsPath: string;
  refuse(request: SeenRequest, key: string | null): { status: number; body: unknown } | null;
  whole(answer: FakeAnswer, request: SeenRequest): unknown;
  records(answer: FakeAnswer, request: SeenRequest): string[];
  errorRecord(message: string): string;
  errorBody(status: number, message: string): unknown;
}

/** Cuts a text into pieces as a stream would. */
export function pieces(text: string, size = 12): string[] {
  const result: string[] = [];
  for (let at = 0; at < text.length; at += size) result.push(text.slice(at, at + size));
  return result;
}
