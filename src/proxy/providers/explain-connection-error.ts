import type { ProviderTestStep } from '../../shared/model/provider';
import { NetworkFault } from '../network/network-fault';

export interface ConnectionFault {
  /** How far the call came. */
  step: ProviderTestStep;
  /** What happened, to whom. */
  sentence: string;
  timedOut: boolean;
}

const TLS_CODES = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/;

/** Says in words what a failed call to `url` of the provider `name` failed at. Works on Node's and undici's errors, and on ours. */
export function explainConnectionError(error: unknown, url: string, name: string): ConnectionFault {
  if (error instanceof NetworkFault) return { step: error.step, sentence: error.message, timedOut: error.timedOut };
  const { code, message } = findCode(error);
  const host = hostOf(url);
  const fault = (step: ProviderTestStep, explanation: string, timedOut = false): ConnectionFault => ({
    step,
    sentence: `${name} ${explanation}.`,
    timedOut,
  });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA')
    return fault('dns', `has no address: the name ${host} was not found`);
  if (code === 'ECONNREFUSED') return fault('connect', `is not reachable: nothing listens at ${host}`);
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH') return fault('connect', `is not reachable: there is no way to ${host}`);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return fault('connect', `did not accept a connection at ${host} in time`, true);
  if (TLS_CODES.test(code)) return fault('tls', `has a certificate or TLS problem at ${host}: ${message}`);
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return fault('http', `did not begin to answer in time`, true);
  if (code === 'UND_ERR_BODY_TIMEOUT') return fault('http', `went silent in the middle of its answer`, true);
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE')
    return fault('http', `closed the connection before its answer was complete`);
  if (code === 'ERR_INVALID_URL')
    return fault('address', `has an address that is not valid: ${url === '' ? 'it is empty' : url}`);
  return fault('connect', `could not be called: ${message}`);
}

function findCode(error: unknown): { code: string; message: string } {
  let current: unknown = error;
  let message = 'unknown error';
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    message = current.message || message;
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') return { code, message };
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return { code: '', message };
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
