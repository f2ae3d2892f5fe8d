import type { ClientHeaders } from './marked-request';

/** `claude-cli/2.1.330 (external, cli)` becomes `claude-cli/2.1.330`; null where the client does not say who it is. */
export function readClient(headers: ClientHeaders): string | null {
  const userAgent = headers['user-agent'];
  return typeof userAgent === 'string' ? userAgent.split(' ')[0]?.slice(0, 80) || null : null;
}
