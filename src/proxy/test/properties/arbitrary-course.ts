import fc from 'fast-check';
import { TOO_LONG } from '../../errors/context-overflow';
import { UpstreamError, type FailureKind } from '../../errors/upstream-error';

/** What becomes of one attempt. */
export interface Plan {
  tookMs: number;
  /** null: it answers. Anything but an UpstreamError is a fault of our own. */
  error: Error | null;
  /** It fails in its own way though the client has hung up, as one does that had failed just before. */
  failsAllTheSame: boolean;
  /** The client was sent a ping, or a part of the answer. */
  pinged: boolean;
  contentSent: boolean;
  /** Targets that other requests find broken in the meantime. */
  meanwhileOpened: string[];
}

/** An exchange, with all that the world does to it. Targets are named by their providers. */
export interface Course {
  targets: string[];
  overflowTargets: string[];
  /** Targets whose breakers are open, and for how many ms. */
  resting: [string, number][];
  streams: boolean;
  deadlineMs: number;
  /** After its beginning, in ms. */
  hangsUpAfterMs: number | null;
  /** From 0 to 1, 1 excluded. */
  random: number;
  /** Attempt for attempt; the last holds for all that follow. */
  plans: Plan[];
}

const KINDS: FailureKind[] = [
  ...(['unreachable', 'reset', 'timeout', 'status', 'status', 'status', 'status', 'spent'] as const),
  ...(['reported', 'broken', 'slip', 'no-key', 'impossible', 'queue'] as const),
];
const STATUSES = [
  302, 400, 401, 402, 403, 404, 408, 409, 413, 422, 425, 429, 429, 429, 500, 501, 502, 503, 505, 522, 529, 529, 599,
];

const failure = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    status: fc.constantFrom(...STATUSES),
    tooLong: fc.boolean(),
    nextTargetMayHelp: fc.boolean(),
    retryAfterMs: fc.option(fc.constantFrom(0, 5, 700, 3000, 9000, 9900, 60_000, 7_200_000)),
    shouldRetry: fc.constantFrom(null, null, null, 'true', 'false'),
  })
  .map(({ kind, status, tooLong, nextTargetMayHelp, retryAfterMs, shouldRetry }) => {
    const answered = kind === 'status' || kind === 'spent';
    return new UpstreamError({
      ...{ kind, status, type: 'api_error', retryAfterMs, nextTargetMayHelp: nextTargetMayHelp || tooLong },
      message: tooLong ? `${TOO_LONG}: 9 tokens > 8 maximum` : `It failed by ${kind}.`,
      upstreamStatus: answered ? status : ['reported', 'broken', 'slip'].includes(kind) ? 200 : null,
      headers: shouldRetry === null ? {} : { 'x-should-retry': shouldRetry },
    });
  });

const names = ['a', 'b', 'c', 'd', 'e'];
const seldom = fc.nat(9).map((number) => number === 0);

const plan: fc.Arbitrary<Plan> = fc.record({
  tookMs: fc.constantFrom(0, 1, 50, 900, 4000, 30_000),
  error: fc.oneof(
    { weight: 12, arbitrary: failure },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(new TypeError('A fault of our own.')) },
  ),
  failsAllTheSame: fc.boolean(),
  pinged: seldom,
  contentSent: seldom,
  meanwhileOpened: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: fc.subarray(names) }),
});

/** Of which most fail, so that there is a course at all. */
export const arbitraryCourse: fc.Arbitrary<Course> = fc.record({
  targets: fc.shuffledSubarray(names, { minLength: 1, maxLength: 4 }),
  overflowTargets: fc.shuffledSubarray(names, { maxLength: 3 }),
  resting: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(1, 500, 2000, 25_000, 250_000)), {
    selector: ([name]) => name,
    maxLength: 3,
  }),
  streams: fc.boolean(),
  deadlineMs: fc.constantFrom(0, 1, 800, 5000, 31_000, 340_000, 340_000, 340_000),
  hangsUpAfterMs: fc.option(fc.constantFrom(0, 1, 100, 1000, 5000, 40_000), { freq: 2 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  plans: fc.array(plan, { minLength: 1, maxLength: 8, size: 'max' }),
});
