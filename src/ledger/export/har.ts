import { STATUS_CODES } from 'node:http';
import { groupDigits } from '../../shared/group-digits';
import type { BodyKind, KeptBody } from '../../shared/model/bodies';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import type { ExportedExchange, ExportWriter } from './exported-exchange';

/**
 * An HTTP archive, version 1.2 (http://www.softwareishard.com/blog/har-12-spec/): an entry for each call to an upstream, and one for a
 * request that none was asked about. What the ledger keeps beside it stands under `_switchyard`, a name of our own as the format wants it.
 * Headers and addresses are not kept, so the lists of headers are empty and the address names provider and model.
 *
 * @param version of the app
 */
export function createHarWriter(version: string): ExportWriter {
  return {
    begin: `{"log":{"version":"1.2","creator":${JSON.stringify({ name: 'Switchyard', version })},"entries":[\n`,
    between: ',\n',
    end: '\n]}}\n',
    write: (exported) => listCalls(exported).map((call) => JSON.stringify(call)),
  };
}

function listCalls(exported: ExportedExchange) {
  const { attempts } = exported.exchange;
  return attempts.length === 0 ? [describeRefusal(exported)] : attempts.map((attempt) => describeAttempt(exported, attempt));
}

function describeAttempt(exported: ExportedExchange, attempt: Attempt) {
  const { exchange } = exported;
  return describeCall(exported, {
    startedAt: exchange.startedAt + attempt.startedAfterMs,
    timings: splitTime(exchange, attempt),
    host: attempt.providerId,
    path: attempt.model,
    status: attempt.status,
    request: findBody(exported, 'upstream-request', attempt) ?? findBody(exported, 'client-request', null),
    response: findBody(exported, 'upstream-response', attempt),
    attempt,
    error: attempt.error,
  });
}

/** No upstream was asked: what passed between the client and Switchyard. */
function describeRefusal(exported: ExportedExchange) {
  const { exchange } = exported;
  return describeCall(exported, {
    startedAt: exchange.startedAt,
    timings: { send: 0, wait: exchange.durationMs ?? 0, receive: 0 },
    host: 'switchyard',
    path: exchange.clientDialect,
    status: exchange.status,
    request: findBody(exported, 'client-request', null),
    response: findBody(exported, 'client-response', null),
    attempt: null,
    error: exchange.error,
  });
}

interface Call {
  startedAt: number;
  timings: { send: number; wait: number; receive: number };
  host: string;
  path: string;
  /** Null when no answer came, which the format writes as 0. */
  status: number | null;
  request: KeptBody | null;
  response: KeptBody | null;
  attempt: Attempt | null;
  error: string | null;
}

/** Neither the version of HTTP nor the sizes on the wire are kept. */
const NOT_KEPT = { httpVersion: 'unknown', cookies: [], headers: [], headersSize: -1, bodySize: -1 };

function describeCall({ exchange, decision }: ExportedExchange, call: Call) {
  const { send, wait, receive } = call.timings;
  const { attempts: _, ...row } = exchange;
  return {
    startedDateTime: new Date(call.startedAt).toISOString(),
    time: send + wait + receive,
    request: {
      method: 'POST',
      url: `https://${toHost(call.host)}.invalid/${encodeURIComponent(call.path)}`,
      queryString: [],
      ...NOT_KEPT,
      ...(call.request && { postData: toPostData(call.request) }),
    },
    response: {
      status: call.status ?? 0,
      statusText: STATUS_CODES[call.status ?? 0] ?? '',
      redirectURL: '',
      content: toContent(call.response),
      ...NOT_KEPT,
    },
    cache: {},
    timings: call.timings,
    ...(call.error !== null && { comment: call.error }),
    _switchyard: { exchange: row, attempt: call.attempt, decision },
  };
}

/** Ids of providers are letters, digits, `-`, `_` and `.`; a host knows no `_`. */
function toHost(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
}

/** Whole milliseconds to the first byte and from there. An attempt before the last one, or one that runs, has no first byte of its own. */
function splitTime({ firstByteMs }: Exchange, { startedAfterMs, endedAfterMs }: Attempt) {
  if (endedAfterMs === null) return { send: 0, wait: 0, receive: 0 };
  const end = Math.max(endedAfterMs, startedAfterMs);
  const within = firstByteMs !== null && firstByteMs >= startedAfterMs && firstByteMs <= end;
  const first = within ? firstByteMs : end;
  return { send: 0, wait: first - startedAfterMs, receive: end - first };
}

function findBody({ bodies }: ExportedExchange, kind: BodyKind, attempt: Attempt | null): KeptBody | null {
  return bodies.find((body) => body.kind === kind && body.attempt === (attempt?.number ?? null)) ?? null;
}

function toPostData(body: KeptBody) {
  return { mimeType: body.contentType ?? '', text: body.text, ...toComment(body) };
}

function toContent(body: KeptBody | null) {
  if (body === null) return { size: 0, mimeType: '', comment: 'The body was not kept.' };
  return { size: body.size, mimeType: body.contentType ?? '', text: body.text, ...toComment(body) };
}

function toComment(body: KeptBody): { comment?: string } {
  const remarks = [
    body.kind === 'client-request' && 'As the client sent it to Switchyard.',
    body.kept < body.size && `Cut: ${groupDigits(body.kept)} of ${groupDigits(body.size)} bytes were kept.`,
    body.redacted > 0 && `Redacted in ${groupDigits(body.redacted)} ${body.redacted === 1 ? 'place' : 'places'}.`,
  ].filter((remark) => remark !== false);
  return remarks.length === 0 ? {} : { comment: remarks.join(' ') };
}
