import type { CanonicalRequest, PreparedRequest } from '../canonical/request';
import type { BlockEvent, CanonicalResponse, UpstreamEvent } from '../canonical/response';
import type { UsageReport } from '../canonical/usage-report';
import type { ErrorType } from '../errors/proxy-error';
import type { Quirks } from '../../shared/model/quirks';
import type { Usage } from '../../shared/model/usage';

/** What a client-facing answer is labelled with. */
export interface AnswerLabels {
  /** Our request id, `req_…`. */
  requestId: string;
  /** The model as the client asked for it: clients book cost and window under that name. */
  model: string;
  /** Epoch seconds at which the request began. */
  createdAt: number;
  /** The request that is answered: some dialects repeat parts of it, or answer a tool by its kind. */
  request: CanonicalRequest;
}

/** Writes one streamed answer in the client's wire format. Returns text to send; an empty string is nothing to send. */
export interface StreamBuilder {
  /** Call once, before the first block. `inputTokens` is an estimate; the figures at the end are the ones that count. */
  start(inputTokens: number): string;
  block(event: BlockEvent): string;
  /** The end of the answer with its usage. `finish` comes from the normaliser, by block(), before this. */
  end(usage: Usage): string;
  /** Keeps a client from giving up in a long silence. */
  ping(): string;
  /** Ends the stream with a failure, after which nothing may follow. */
  error(type: ErrorType, message: string): string;
}

/** A wire format that clients speak to us. Pure: text and objects in, text and objects out. */
export interface ClientDialectCodec {
  /** Throws a ProxyError when the body is not a request of this dialect, an UntranslatableError when it cannot leave it. */
  parseRequest(body: unknown): CanonicalRequest;
  buildResponse(response: CanonicalResponse, labels: AnswerLabels): unknown;
  createStreamBuilder(labels: AnswerLabels): StreamBuilder;
  /** `details` is what a program reads of the failure, for dialects that have a place for it. */
  buildError(type: ErrorType, message: string, requestId: string, details?: Record<string, unknown>): unknown;
}

/** One record of a stream: a server-sent event, or a line of JSON (then without an event). */
export interface StreamFrame {
  event: string | undefined;
  data: string;
}

/** Reads a whole upstream answer to a streamed call, frame by frame. */
export interface StreamParser {
  push(frame: StreamFrame): UpstreamEvent[];
}

/** Limits of the model that is called, in tokens; unknown is undefined. */
export interface ModelLimits {
  contextWindow: number | undefined;
  maxOutputTokens: number | undefined;
}

/** What a request is built for. */
export interface BuildTarget {
  model: string;
  quirks: Quirks;
  limits: ModelLimits;
  /** All input, as an estimate in tokens. */
  inputEstimate: number;
}

/** A wire format that we speak to upstreams on the translated lane. */
export interface UpstreamDialectCodec {
  /** Appended to the provider's base URL. */
  path(model: string, stream: boolean): string;
  /** How the records of a stream are told apart. */
  framing: 'sse' | 'ndjson';
  /** Headers that the dialect wants with each call. */
  headers: Readonly<Record<string, string>>;
  buildRequest(request: PreparedRequest, target: BuildTarget): object;
  /** Throws an Error that says what is wrong when the body is not an answer of this dialect. Ends with `stop`, not with `end`. */
  parseResponse(body: unknown, quirks: Quirks): UpstreamEvent[];
  createStreamParser(quirks: Quirks): StreamParser;
  /** The vendor's own count of a request's tokens, where the dialect has one. */
  count?: {
    path(model: string): string;
    buildRequest(request: PreparedRequest, target: BuildTarget): object;
    read(body: unknown): number | null;
  };
}

/** Watches a passthrough answer without touching it. */
export interface PassthroughReader {
  push(frame: StreamFrame): PassthroughSight[];
}

export type PassthroughSight =
  | { type: 'content'; characters: number }
  | ({ type: 'usage' } & UsageReport)
  | { type: 'stop'; reason: string }
  /** A signature on reasoning, which only the model that made it takes back. */
  | { type: 'signature'; signature: string }
  | { type: 'failure'; errorType: string; message: string }
  | { type: 'end' };

/** Figures of a whole answer that passes through. */
export interface PassthroughAnswer extends UsageReport {
  stopReason: string | null;
  /** Signatures on its reasoning. */
  signatures: string[];
}

/** What sets a server's figures apart. */
export type UsageQuirks = Pick<Quirks, 'inputIncludesCached'>;

/** What the passthrough lane needs of a wire format that both sides speak. */
export interface PassthroughCodec {
  path: string;
  /** Where the dialect counts a request's tokens, if it does. */
  countPath?: string;
  /** Each record has a name (`event:`), and clients pass over one without. */
  namesRecords?: true;
  createReader(quirks: UsageQuirks): PassthroughReader;
  /** Null for a body that is no answer. */
  readResponse(body: unknown, quirks: UsageQuirks): PassthroughAnswer | null;
}
