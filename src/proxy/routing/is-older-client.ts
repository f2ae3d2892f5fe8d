import { readHeader, type MarkedRequest } from './marked-request';
import { readAttribution } from './read-attribution';

/** Claude Code that knows adaptive thinking, which came with Opus 4.6 (docs/sources.md, Marks of requests). */
const ADAPTIVE_SINCE = [2, 1, 32] as const;

/** True for a Claude Code from before adaptive thinking, false for a later one, null for any other client. */
export function isOlderClient({ request, headers }: MarkedRequest): boolean | null {
  const match =
    /^claude-cli\/(\d+)\.(\d+)\.(\d+)/.exec(readHeader(headers, 'user-agent') ?? '') ??
    /\bcc_version=(\d+)\.(\d+)\.(\d+)/.exec(readAttribution(request) ?? '');
  if (match === null) return null;
  for (const [place, since] of ADAPTIVE_SINCE.entries()) {
    const part = Number(match[place + 1]);
    if (part !== since) return part < since;
  }
  return false;
}
