import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { BodyCapture } from '../bodies/capture-bodies';
import { ClientGoneError } from '../errors/client-gone-error';
import { TOO_LONG } from '../errors/context-overflow';
import type { ProviderTestStep } from '../../shared/model/provider';
import { UpstreamError, type FailureKind } from '../errors/upstream-error';
import { readRetryAfter } from '../failures/read-retry-after';
import { callHttp, createHttpAgent, type HttpAgent } from '../http-client';
import { explainConnectionError } from '../providers/explain-connection-error';
import { providerHeaders } from '../providers/resolve-provider';
import type { Target } from './exchange';
import { explainRefusal } from './explain-refusal';
import { readUpTo } from './read-whole';

/**
 * Time limits in ms, each a little under the client's own (docs/sources.md, Claude Code: 360 s to the headers,
 * 300 s of silence), so that the client hears from us what happened.
 */
const CONNECT_LIMIT_MS = 10_000;
const HEADERS_LIMIT_MS = 300_000;
const SILENCE_LIMIT_MS = 240_000;

/** An error answer is read to this size, in bytes; the rest is dropped. */
const ERROR_BODY_LIMIT = 1024 * 1024;

/** One pool of connections for all providers, apart by origin and by the way there. */
export function createUpstreamAgent(): HttpAgent {
  return createHttpAgent({ connect: CONNECT_LIMIT_MS, headers: HEADERS_LIMIT_MS, body: SILENCE_LIMIT_MS });
}

export interface UpstreamCall {
  target: Target;
  /** After the provider's base URL, with the query. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
  /** Our count of the request in tokens. */
  inputEstimate: number;
  signal: AbortSignal;
  /** What is left for an answer to begin, in ms: a later attempt has only what the earlier ones left. */
  headersLimitMs?: number;
  agent: HttpAgent;
  /** Told of what is sent, and of what comes back until this returns; left out for a side question. */
  capture?: BodyCapture;
  /** Keep an error answer as it came, for a client that speaks the same dialect and reads its wording. */
  keepOriginal: boolean;
}

export interface UpstreamReply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Readable;
}

/**
 * Makes one upstream call and returns when a 2xx answer begins. Throws an UpstreamError for everything else, with what
 * the fallback decision needs: fallback is legal only until the first content has gone to the client, and nothing of
 * an answer has gone before this returns. Throws ClientGoneError when the client hung up.
 */
export async function callUpstream(call: UpstreamCall): Promise<UpstreamReply> {
  const { provider, endpoint, key } = call.target;
  if (provider.needsKey && key.value === null) {
    throw new UpstreamError({
      kind: 'no-key',
      status: 403,
      type: 'permission_error',
      message: `${provider.name} needs a key. ${key.problem ?? 'None is set.'} Mend it in Switchyard under Providers.`,
      nextTargetMayHelp: true,
      upstreamStatus: null,
    });
  }
  const url = `${endpoint.baseUrl}${call.path}`;
  let reply: UpstreamReply;
  call.capture?.upstreamRequest(call.body, call.headers['content-type']);
  try {
    const { statusCode, headers, body } = await callHttp(call.agent, url, {
      method: 'POST',
      // The bytes are read on their way, so they must come plain.
      headers: {
        ...call.headers,
        'accept-encoding': 'identity',
        ...providerHeaders(provider, endpoint, key.value, call.target.changes?.headers),
      },
      body: call.body,
      signal: call.signal,
      headersTimeout: Math.min(call.headersLimitMs ?? Infinity, provider.limits.headersMs ?? HEADERS_LIMIT_MS),
      bodyTimeout: provider.limits.idleMs ?? SILENCE_LIMIT_MS,
      way: endpoint.way,
    });
    // A body that is given up in the middle reports its own abort; whoever reads it learns of real failures by reading.
    body.on('error', () => undefined);
    call.capture?.upstreamAnswers(readContentType(headers));
    reply = { status: statusCode, headers, body };
  } catch (error) {
    throw toUpstreamError(error, call);
  }
  if (reply.status >= 200 && reply.status < 300) return reply;
  throw await readFailure(reply, call);
}

/** A failure of the connection, before or in the middle of an answer. */
export function toUpstreamError(error: unknown, call: Pick<UpstreamCall, 'target' | 'signal'>): Error {
  if (call.signal.aborted) return call.signal.reason instanceof UpstreamError ? call.signal.reason : new ClientGoneError();
  if (error instanceof UpstreamError) return error;
  const { provider, endpoint } = call.target;
  const { step, sentence, timedOut } = explainConnectionError(error, endpoint.baseUrl, provider.name);
  return new UpstreamError({
    kind: kindOf(step, timedOut),
    status: timedOut ? 504 : 502,
    type: timedOut ? 'timeout_error' : 'api_error',
    message: sentence,
    nextTargetMayHelp: true,
    upstreamStatus: null,
    timedOut,
    clientShouldRetry: false,
    cause: error,
  });
}

function kindOf(step: ProviderTestStep, timedOut: boolean): FailureKind {
  if (step === 'proxy' || step === 'tunnel') return 'proxy';
  if (timedOut) return 'timeout';
  return step === 'http' ? 'reset' : 'unreachable';
}

async function readFailure(reply: UpstreamReply, call: UpstreamCall): Promise<Error> {
  let body: Uint8Array;
  try {
    body = await readUpTo(reply.body, ERROR_BODY_LIMIT, (piece) => call.capture?.upstreamPiece(piece));
  } catch (error) {
    return toUpstreamError(error, call);
  }
  const text = new TextDecoder().decode(body);
  const explained = explainRefusal(reply.status, text, call.target, call.inputEstimate);
  // A refused key is told in our own words, since they name the provider, and so is credit that is used up, since 400 would be tried
  // six times; a prompt that is too long in the words that make a client compact.
  const ours =
    reply.status === 401 ||
    reply.status === 403 ||
    (reply.status === 400 && explained.kind === 'spent') ||
    isOverflowInOtherWords(explained.message, text);
  const keepOriginal = call.keepOriginal && reply.status >= 400 && !ours && isErrorBody(text);
  const retryAfterMs = readRetryAfter(reply.headers, text, Date.now());
  return new UpstreamError({
    ...explained,
    upstreamStatus: reply.status,
    retryAfterMs,
    ...(keepOriginal && {
      original: { status: reply.status, contentType: reply.headers['content-type'] ?? 'application/json', body },
    }),
    headers: retryHeaders(reply.headers, retryAfterMs),
  });
}

function readContentType({ 'content-type': type }: Record<string, string | string[] | undefined>): string | undefined {
  return Array.isArray(type) ? type[0] : type;
}

function isOverflowInOtherWords(message: string, original: string): boolean {
  return message.startsWith(TOO_LONG) && !original.includes(TOO_LONG);
}

/** A gateway's HTML page or half a body would be no answer to a client of the dialect. */
function isErrorBody(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'error' in parsed;
  } catch {
    return false;
  }
}

/** What tells a client when to come back; said in the usual header where the upstream said it elsewhere. */
function retryHeaders(headers: IncomingHttpHeaders, retryAfterMs: number | null): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['retry-after', 'retry-after-ms', 'x-should-retry']) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  if (retryAfterMs !== null) kept['retry-after'] ??= String(Math.ceil(retryAfterMs / 1000));
  return kept;
}
