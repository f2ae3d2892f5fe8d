import { expect, it } from 'vitest';
import { UpstreamError, type FailureKind, type UpstreamErrorOptions } from '../errors/upstream-error';
import { chooseFinalError } from './choose-final-error';

function error(kind: FailureKind, status: number, more: Partial<UpstreamErrorOptions> = {}): UpstreamError {
  return new UpstreamError({
    kind,
    status,
    type: 'api_error',
    message: 'no',
    nextTargetMayHelp: true,
    upstreamStatus: null,
    ...more,
  });
}

const overloaded = error('status', 529);
const limited = error('status', 429, { retryAfterMs: 20_000 });
const limitedShortly = error('status', 429, { retryAfterMs: 3000 });
const limitedForHours = error('status', 429, { retryAfterMs: 7_200_000 });
const refusedKey = error('status', 403);
const noKey = error('no-key', 403);
const noCredit = error('spent', 402);
const tooLong = error('status', 400, { message: 'prompt is too long: 9 tokens > 8 maximum' });
const failed = error('status', 502);
const unreachable = error('unreachable', 502, { clientShouldRetry: false });
const noThread = error('impossible', 400, { details: { error_code: 'thread_unsupported_request' } });
const noSearch = error('impossible', 409);
const unknownModel = error('status', 404);

it.each<[string, [UpstreamError, ...UpstreamError[]], UpstreamError]>([
  ['the only one there is', [failed], failed],
  ['the shortest wait, where waiting helps', [limited, limitedShortly, refusedKey], limitedShortly],
  ['the refused key, where waiting is too long', [refusedKey, limitedForHours], refusedKey],
  ['the long wait, where there is nothing else', [unreachable, limitedForHours], limitedForHours],
  ['the overload before what is broken', [failed, overloaded, unreachable], overloaded],
  ['the overload of a large model before the small one that is too small', [overloaded, tooLong], overloaded],
  ['the prompt that is too long before what no patience mends', [tooLong, refusedKey, failed], tooLong],
  ['what a server failed at before a refused key', [refusedKey, failed], failed],
  ['the key before a server that is not there', [noKey, unreachable], noKey],
  ['the credit before a model that is not known', [noCredit, unknownModel], noCredit],
  ['what a client leaves out next time before all else', [noThread, overloaded], noThread],
  ['an overload before what the other target cannot do', [overloaded, noSearch], overloaded],
  ['what the target cannot do before a server that is not there', [noSearch, unreachable], noSearch],
])('tells %s', (_, errors, expected) => {
  expect(chooseFinalError(errors)).toBe(expected);
});

it('tells the latest among equals', () => {
  const later = error('status', 529);
  expect(chooseFinalError([overloaded, later])).toBe(later);
});
