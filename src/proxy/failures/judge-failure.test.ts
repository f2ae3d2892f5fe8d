import { describe, expect, it } from 'vitest';
import { UpstreamError, type FailureKind, type UpstreamErrorOptions } from '../errors/upstream-error';
import { judgeFailure, type Judgement } from './judge-failure';

function failure(kind: FailureKind, more: Partial<UpstreamErrorOptions> = {}): UpstreamError {
  return new UpstreamError({
    kind,
    status: 502,
    type: 'api_error',
    message: 'It failed.',
    nextTargetMayHelp: true,
    upstreamStatus: null,
    ...more,
  });
}

type Row = [what: string, error: UpstreamError, verdict: Judgement['verdict'], blamesTarget: boolean];

const status = (upstreamStatus: number, told = upstreamStatus, nextTargetMayHelp = true) =>
  failure('status', { upstreamStatus, status: told, nextTargetMayHelp });
const reported = (told: number, nextTargetMayHelp = true) =>
  failure('reported', { upstreamStatus: 200, status: told, nextTargetMayHelp });

const connections: Row[] = [
  ['no name, no listener, no certificate', failure('unreachable'), 'next-target', true],
  ['a proxy that does not let it through', failure('proxy'), 'next-target', true],
  ['a connection that was cut', failure('reset'), 'retry', true],
  ['a limit of ours that passed', failure('timeout', { status: 504, timedOut: true }), 'next-target', true],
  ['an answer that stops short', failure('broken', { upstreamStatus: 200 }), 'retry', true],
  ["the model's own slip", failure('slip', { upstreamStatus: 200 }), 'retry', false],
  ['an allowance that is used up', failure('spent', { status: 402, upstreamStatus: 429 }), 'next-target', true],
  ['no key', failure('no-key', { status: 403 }), 'next-target', false],
  ['what the target cannot do', failure('impossible', { status: 400 }), 'next-target', false],
  ['no free place', failure('queue', { status: 529 }), 'next-target', false],
];

const statuses: Row[] = [
  ['400', status(400, 400, false), 'give-up', false],
  ['400, a prompt that is too long', status(400, 400), 'next-target', false],
  ['500, a prompt that is too long', status(500, 400), 'next-target', false],
  ['400, a key that Google refuses', status(400, 403), 'next-target', true],
  ['401', status(401, 403), 'next-target', true],
  ['402', status(402), 'next-target', true],
  ['403', status(403), 'next-target', true],
  ['404', status(404), 'next-target', false],
  ['408', status(408, 408, false), 'retry', true],
  ['409', status(409, 409, false), 'retry', false],
  ['413', status(413), 'next-target', false],
  ['422', status(422, 422, false), 'give-up', false],
  ['429', status(429), 'retry', true],
  ['500', status(500, 502), 'retry', true],
  ['501', status(501, 502), 'next-target', false],
  ['502', status(502), 'retry', true],
  ['503', status(503, 529), 'retry', true],
  ['504', status(504, 502), 'retry', true],
  ['522', status(522, 502), 'retry', true],
  ['529', status(529), 'retry', true],
  ['599', status(599, 502), 'next-target', true],
  ['302', status(302, 502, false), 'next-target', true],
];

const reports: Row[] = [
  ['overloaded', reported(529), 'retry', true],
  ['a rate limit', reported(429), 'retry', true],
  ['an error without a name', reported(502), 'retry', true],
  ['a time limit', reported(504), 'retry', true],
  ['a refused key', reported(403), 'next-target', true],
  ['no credit', reported(402), 'next-target', true],
  ['a wrong request', reported(400, false), 'give-up', false],
  ['a prompt that is too long', reported(400), 'next-target', false],
];

describe.each([
  ['without a status', connections],
  ['by status', statuses],
  ['reported in an answer', reports],
])('failures %s', (_, rows) => {
  it.each(rows)('%s', (_what, error, verdict, blamesTarget) => {
    const judgement = judgeFailure(error);
    expect(judgement).toMatchObject({ verdict, blamesTarget });
    expect(judgement.why).toMatch(/^[A-Z].+\.$/);
  });
});

it.each<[Judgement['scope'], UpstreamError[]]>([
  [
    'key',
    [
      failure('no-key', { status: 403 }),
      failure('spent', { status: 429, upstreamStatus: 429 }),
      status(400, 403),
      status(401, 403),
      status(402),
      status(403),
      status(429),
      reported(402),
      reported(403),
      reported(429),
    ],
  ],
  [
    'target',
    [
      failure('unreachable'),
      failure('reset'),
      failure('timeout'),
      failure('broken'),
      failure('queue'),
      status(404),
      status(500),
      status(529),
      reported(529),
    ],
  ],
])('says what is of the %s alone', (scope, errors) => {
  for (const error of errors) expect(judgeFailure(error)).toMatchObject({ scope });
});

it('asks the same target no more when the upstream says so, but another', () => {
  const error = failure('status', { upstreamStatus: 529, status: 529, headers: { 'x-should-retry': 'false' } });
  expect(judgeFailure(error)).toMatchObject({ verdict: 'next-target', blamesTarget: true });
});

it('asks again when the upstream says so, whatever the status', () => {
  const headers = { 'x-should-retry': 'true' };
  expect(judgeFailure(failure('status', { upstreamStatus: 400, status: 400, nextTargetMayHelp: false, headers })).verdict).toBe(
    'retry',
  );
});

it('lets "no retry" open no door that was closed', () => {
  const headers = { 'x-should-retry': 'false' };
  const error = failure('status', { upstreamStatus: 400, status: 400, nextTargetMayHelp: false, headers });
  expect(judgeFailure(error).verdict).toBe('give-up');
});
