import { expect, it } from 'vitest';
import { readRetryAfter } from './read-retry-after';

const NOW = Date.parse('2026-11-23T12:00:00Z');

it.each<[string, Record<string, string>, number | null]>([
  ['ms before seconds', { 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  ['seconds', { 'retry-after': '20' }, 20_000],
  ['parts of a second', { 'retry-after': '0.5' }, 500],
  ['an HTTP date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' }, 30_000],
  ['a date that is over', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
  ['nonsense', { 'retry-after': 'soon' }, null],
  ['a negative figure', { 'retry-after': '-3' }, null],
  ['nothing', {}, null],
  [
    "OpenAI's durations, of the limit that is used up",
    {
      'x-ratelimit-remaining-requests': '12',
      'x-ratelimit-reset-requests': '6m0s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '7.66s',
    },
    7660,
  ],
  ['a limit that is not used up', { 'x-ratelimit-remaining-tokens': '5', 'x-ratelimit-reset-tokens': '12ms' }, null],
  ['a reset without a remainder', { 'x-ratelimit-reset-tokens': '12ms' }, null],
  [
    "Anthropic's dates, the latest of those used up",
    {
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-11-23T12:00:05Z',
      'anthropic-ratelimit-input-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-reset': '2026-11-23T12:00:40Z',
    },
    40_000,
  ],
  ["OpenRouter's epoch in ms", { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 5000) }, 5000],
  ['an epoch in seconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 7) }, 7000],
])('reads %s', (_, headers, expected) => {
  expect(readRetryAfter(headers, '', NOW)).toBe(expected);
});

it.each<[string, unknown, number | null]>([
  [
    "Google's RetryInfo",
    { error: { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '45.837906927s' }] } },
    45_838,
  ],
  ["Groq's words", { error: { message: 'Rate limit reached. Please try again in 9m38.016s. Need more tokens?' } }, 578_016],
  ["OpenAI's words", { error: { message: 'Limit 30000. Please try again in 446ms. Visit …' } }, 446],
  ['words without a time', { error: { message: 'Please try again in a moment.' } }, null],
])('reads %s in the body', (_, body, expected) => {
  expect(readRetryAfter({}, JSON.stringify(body), NOW)).toBe(expected);
});
