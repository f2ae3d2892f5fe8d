import type { CanonicalRequest } from '../canonical/request';

/** Headers as Node gives them, names in lower case. */
export type ClientHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** In which Claude Code names its session. */
export const SESSION_HEADER = 'x-claude-code-session-id';

/** What the marks of a scenario are looked for in. */
export interface MarkedRequest {
  request: CanonicalRequest;
  headers: ClientHeaders;
}

/** The header's value; null when it is absent, empty or given more than once. */
export function readHeader(headers: ClientHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The session that a request belongs to, as the client's header or its body names it; null where neither does. */
export function readSession({ request, headers }: MarkedRequest): string | null {
  return readHeader(headers, SESSION_HEADER) ?? request.sessionId;
}
