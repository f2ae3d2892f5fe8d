import { randomInt } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ClientDialect } from '../../shared/model/exchange';
import { EMPTY_REQUEST } from '../canonical/request';
import { clientDialects } from '../dialects/registry';
import { ProxyError } from '../errors/proxy-error';
import { UntranslatableError } from '../errors/untranslatable-error';
import type { TokenCounter } from '../tokens/token-counter';
import type { CompiledSettings, Received } from './exchange';

export interface WireRequest {
  id: string;
  startedAt: number;
  clientDialect: ClientDialect;
  body: Uint8Array;
  query: string;
  headers: IncomingHttpHeaders;
  settings: CompiledSettings;
  signal: AbortSignal;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads the body in its client's dialect. Throws a ProxyError that names the fault. */
export function receive(wire: WireRequest, tokens: Pick<TokenCounter, 'estimate' | 'estimateText'>): Received {
  const json = parseJson(wire.body);
  try {
    const request = clientDialects[wire.clientDialect].parseRequest(json);
    return { ...wire, request, inputEstimate: tokens.estimate(request, null) };
  } catch (error) {
    if (!(error instanceof UntranslatableError)) throw error;
    const { model, stream } = json as { model?: unknown; stream?: unknown };
    const known = { model: typeof model === 'string' ? model : null, stream: stream === true };
    const request = { ...EMPTY_REQUEST, ...known, untranslatable: error.message };
    return { ...wire, request, inputEstimate: tokens.estimateText(wire.body.length, null) };
  }
}

function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) throw invalid('The request has no body. Send a JSON object.');
  try {
    return JSON.parse(decoder.decode(body));
  } catch (error) {
    throw invalid(`The request body is not valid JSON: ${(error as Error).message}.`);
  }
}

function invalid(message: string): ProxyError {
  return new ProxyError({ status: 400, type: 'invalid_request_error', message, clientShouldRetry: false });
}

const ID_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** `req_` and 12 characters that are easy to tell apart. */
export function makeRequestId(): string {
  return `req_${Array.from({ length: 12 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('')}`;
}
