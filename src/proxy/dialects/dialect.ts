import type { ErrorType } from '../errors/proxy-error';
import type { CanonicalRequest } from '../canonical/request';
import type { BlockEvent, CanonicalResponse, UpstreamEvent } from '../canonical/response';
import type { Usage } from '../../shared/model/usage';

/** What a client-facing answer is labelled with. */
export interface AnswerLabels {
  /** Our request id, `req_…`. */
  requestId: string;
  /** The model as the client asked for it: clients book cost and window under that name. */
  model: string;
}

/** Writes one streamed answer in the client's wire format. Returns text to send; an empty string is nothing to send. */
export interface StreamBuilder {
  /** Call once, before the first block. `inputTokens` is an estimate; the figures at the end are the ones that count. */
  start(inputTokens: number): string;
  block(event: BlockEvent): string;
  /** The end of the answer with its usage. `finish` comes from the normaliser. */
  end(usage: Usage): string;
  /** Keeps a client from giving up in a long silence. */
  ping(): string;
  /** Ends the stream with a failure, after which nothing may follow. */
  error(type: ErrorType, message: string): string;
}

/** A wire format that clients speak to us. Pure: text and objects in, text and objects out. */
export interface ClientDialectCodec {
  /** Throws a ProxyError when the body is not a request of this dialect. */
  parseRequest(body: unknown): CanonicalRequest;
  buildResponse(response: CanonicalResponse, labels: AnswerLabels): unknown;
  createStreamBuilder(labels: AnswerLabels): StreamBuilder;
  buildError(type: ErrorType, message: string, requestId: string): unknown;
}

/** One frame of a server-sent event stream. */
export interface SseFrame {
  event: string | undefined;
  data: string;
}

/** Reads a whole upstream answer to a streamed call, frame by frame. */
export interface StreamParser {
  push(frame: SseFrame): UpstreamEvent[];
}

/** Limits of the model that is called, in tokens; unknown is undefined. */
export interface ModelLimits {
  maxOutputTokens: number | undefined;
}

/** A wire format that we speak to upstreams on the translated lane. */
export interface UpstreamDialectCodec {
  /** Appended to the provider's base URL. */
  path: string;
  buildRequest(request: CanonicalRequest, model: string, limits: ModelLimits): unknown;
  /** Throws an Error that says what is wrong when the body is not an answer of this dialect. */
  parseResponse(body: unknown): CanonicalResponse;
  createStreamParser(): StreamParser;
}

/** Watches a passthrough answer without touching it. */
export interface PassthroughReader {
  push(frame: SseFrame): PassthroughSight[];
}

export type PassthroughSight =
  | { type: 'content'; characters: number }
  | { type: 'usage'; usage: Usage; reportedCost: number | null }
  | { type: 'stop'; reason: string }
  | { type: 'failure'; errorType: string; message: string }
  | { type: 'end' };

/** What the passthrough lane needs of a wire format that both sides speak. */
export interface PassthroughCodec {
  path: string;
  createReader(): PassthroughReader;
  /** Usage and stop reason of a whole answer; null for a body that holds none. */
  readResponse(body: unknown): { usage: Usage; reportedCost: number | null; stopReason: string | null } | null;
}
