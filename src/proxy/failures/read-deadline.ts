import type { AnswerHeaders } from './read-retry-after';

/** Of a client's own limit this much is used, so that our answer is there before it gives up. */
const SHARE = 0.95;

/**
 * Until when attempts may begin and answers may be waited for, in epoch ms. Clients that are made with the SDKs of Anthropic or OpenAI
 * say in a header for how many seconds they wait: 60 for Claude Code's safety check, 300 for what it does not stream (docs/sources.md,
 * Claude Code). For all others, and as the most, `usualMs` holds.
 */
export function readDeadline(headers: AnswerHeaders, startedAt: number, usualMs: number): number {
  const seconds = Number(headers['x-stainless-timeout']);
  return startedAt + (seconds > 0 ? Math.min(usualMs, seconds * 1000 * SHARE) : usualMs);
}
