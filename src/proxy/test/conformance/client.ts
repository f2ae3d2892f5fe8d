import type { ClientDialect } from '../../../shared/model/exchange';

export interface Tool {
  name: string;
  description?: string;
  schema?: Record<string, unknown>;
}

/** What stands in a conversation, in words of no dialect. Images are base64 of a PNG. */
export type Turn =
  | { role: 'user'; text: string; image?: string }
  | { role: 'system'; text: string }
  /** Goes back exactly as it came. */
  | { role: 'assistant'; answer: Answer }
  | { role: 'results'; results: { id: string; text: string; image?: string }[] };

/** One request, in words of no dialect. */
export interface Question {
  turns?: Turn[];
  system?: string;
  tools?: Tool[];
  maxTokens?: number;
  stop?: string[];
  effort?: 'low' | 'medium' | 'high';
  /** Laid over the body as it is, in the client's own words. */
  more?: Record<string, unknown>;
}

/** An answer put together, in words of no dialect. */
export interface Answer {
  text: string;
  thinking: string;
  /** `json` is the arguments' text; of a whole Messages answer, where they are an object, that of the object. */
  calls: { id: string; name: string; json: string }[];
  stop: 'end' | 'tools' | 'length' | 'refusal' | 'stop-sequence';
  /** Tokens; input without what was read from the cache. */
  usage: { input: number; output: number; cacheRead: number };
  /** In the client's own words, as it hands the answer back. */
  wire: unknown[];
}

/** A client that plays by its dialect's book: it throws at whatever breaks the grammar. */
export interface Client {
  dialect: ClientDialect;
  path: string;
  body(model: string, question: Question, stream: boolean): Record<string, unknown>;
  readStream(text: string): Answer;
  readWhole(body: unknown): Answer;
}

/** The proxy told the client, in the client's own words, that the answer failed. Anything else that goes wrong is another Error. */
export class ToldFailure extends Error {
  constructor(
    message: string,
    /** Of the answer; 200 where it had begun. */
    readonly status = 200,
  ) {
    super(message);
  }
}

// What is read is JSON off the wire; every field is looked at before it is used.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Wire = Record<string, any>;

export function demand(condition: unknown, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint);
}

/** The records of a stream of server-sent events; comments go. Every line end that the format allows is read. */
export function readRecords(text: string): { event: string | undefined; data: string }[] {
  const plain = text.replace(/\r\n/g, '\n');
  demand(plain === '' || plain.endsWith('\n\n'), 'the last record has no end');
  return plain.split('\n\n').flatMap((record) => {
    const lines = record.split('\n').filter((line) => line !== '' && !line.startsWith(':'));
    if (lines.length === 0) return [];
    const field = (name: string) =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
    return [{ event: field('event')[0], data: field('data').join('\n') }];
  });
}
