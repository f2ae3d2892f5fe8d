/** Header names are lower case, as Node gives them. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long an upstream asks to be left alone, in ms from `now` (epoch ms); null when it does not say. Looked for where vendors put
 * it, the surest place first: `retry-after-ms`, `retry-after` (seconds or a date), Google's RetryInfo in the body, OpenAI's and
 * Groq's "try again in" there, and last the headers of the limits that are used up (docs/sources.md, Errors).
 */
export function readRetryAfter(headers: AnswerHeaders, body: string, now: number): number | null {
  return (
    readNumber(one(headers['retry-after-ms']), 1) ??
    readSeconds(one(headers['retry-after']), now) ??
    readBody(body) ??
    readResets(headers, now)
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function readNumber(text: string | undefined, unitMs: number): number | null {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Math.ceil(Number(text) * unitMs) : null;
}

function readSeconds(text: string | undefined, now: number): number | null {
  return readNumber(text, 1000) ?? readDate(text, now);
}

function readDate(text: string | undefined, now: number): number | null {
  // Date.parse takes nearly anything for a date, so only what looks like an HTTP date or RFC 3339 is given to it.
  if (text === undefined || !/^\s*([A-Z][a-z]{2,8},? \d|\d{4}-\d\d-\d\d[Tt ])/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : Math.max(0, time - now);
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration in Go's writing, as OpenAI and Groq send it: `12ms`, `7.66s`, `6m0s`, `1h2m`. */
function readDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  let sum = 0;
  for (const [, figure, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) sum += Number(figure) * (UNITS[unit ?? ''] ?? 0);
  return Math.ceil(sum);
}

/** The words stand at the beginning of a body; what comes after is not searched. */
const BODY_LIMIT = 20_000;

function readBody(body: string): number | null {
  const start = body.slice(0, BODY_LIMIT);
  const delay =
    /"retryDelay"\s*:\s*"([\d.]+s)"/.exec(start)?.[1] ?? /\b(?:try again|retry) in ([\d.]+[\d.a-z]*[a-z])/i.exec(start)?.[1];
  return delay === undefined ? null : readDuration(delay);
}

const RESET = /^(?:x-|anthropic-)ratelimit-(?:reset(?:-.+)?|.+-reset)$/;

/** The latest end among the limits that nothing is left of. What is not used up is no reason to wait. */
function readResets(headers: AnswerHeaders, now: number): number | null {
  let latest: number | null = null;
  for (const name of Object.keys(headers)) {
    if (!RESET.test(name) || one(headers[name.replace('reset', 'remaining')])?.trim() !== '0') continue;
    const wait = readReset(one(headers[name]), now);
    if (wait !== null) latest = Math.max(latest ?? 0, wait);
  }
  return latest;
}

/** A duration, a date, seconds, or, at OpenRouter, the time itself in epoch ms. */
function readReset(text: string | undefined, now: number): number | null {
  const figure = readNumber(text, 1);
  if (figure !== null)
    return figure > 1e12 ? Math.max(0, figure - now) : figure > 1e9 ? Math.max(0, figure * 1000 - now) : figure * 1000;
  return text === undefined ? null : (readDuration(text.trim()) ?? readDate(text, now));
}
