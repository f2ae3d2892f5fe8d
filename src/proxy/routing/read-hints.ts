import { readHeader, type ClientHeaders } from './marked-request';

/**
 * How Claude Code labels a request itself where `CLAUDE_CODE_GATEWAY_HINT_HEADERS=1` is set (docs/sources.md, Marks of
 * requests): main, subagent, compaction or auxiliary. Null without the hints.
 */
export function readRequestClass(headers: ClientHeaders): string | null {
  return readHeader(headers, 'x-claude-code-request-class');
}

/** The coarser label beside it: main, blocking-subagent, summary-extraction, background-task or followup-generation. */
export function readFirstPartyClass(headers: ClientHeaders): string | null {
  return readHeader(headers, 'x-claude-1p-request-class');
}
