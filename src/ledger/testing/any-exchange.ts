import fc from 'fast-check';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import { UNKNOWN_COST, type Cost } from '../../shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import { sampleExchange } from '../../shared/testing/sample-exchange';

/** In which they begin. */
export const SPAN = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 25) };

const anyCount = fc.option(fc.nat(5_000));
const anyUsage: fc.Arbitrary<Usage> = fc.record({
  input: anyCount,
  output: anyCount,
  cacheRead: anyCount,
  cacheWrite: anyCount,
  cacheWrite1h: anyCount,
  reasoning: anyCount,
  webSearches: fc.option(fc.nat(3)),
  serviceTier: fc.constant(null),
  estimated: fc.boolean(),
});
const anyMoney = fc.option(fc.nat(90_000_000_000));
const anyCost: fc.Arbitrary<Cost> = fc.record({
  total: anyMoney,
  input: anyMoney,
  output: anyMoney,
  cacheRead: anyMoney,
  cacheWrite: anyMoney,
  fees: anyMoney,
  source: fc.constant(null),
  sourceDate: fc.constant(null),
  playMoney: fc.boolean(),
});
const anyAttempt = fc.record({
  providerId: fc.constantFrom('deepseek', 'openrouter'),
  model: fc.constantFrom('one', 'two/three'),
  keyId: fc.constantFrom(null, 'env:A', 'keychain:b'),
  outcome: fc.constantFrom('ok', 'failed', 'aborted', 'timed-out'),
  usage: fc.option(anyUsage),
  cost: fc.option(anyCost),
} satisfies { [K in keyof Attempt]?: fc.Arbitrary<Attempt[K]> });
const anyTime = fc.integer({ min: SPAN.from, max: SPAN.to - 1 });
const anyMs = fc.option(fc.nat(90_000));

/** Any exchange of few values, so that many are alike in something. */
export const anyExchange: fc.Arbitrary<Exchange> = fc
  .record({
    id: fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `req_${index}`)),
    startedAt: anyTime,
    outcome: fc.constantFrom('ok', 'failed', 'aborted', 'in-flight'),
    client: fc.constantFrom(null, 'claude-cli/2.1.330', 'codex/1.9'),
    sessionId: fc.constantFrom(null, 'a', 'b', 'c'),
    project: fc.constantFrom(null, '/home/ada/yard', '/home/ada/ünïcode'),
    scenario: fc.constantFrom(null, 'default', 'think'),
    route: fc.constantFrom(null, 'default', 'background'),
    status: fc.constantFrom(null, 200, 429, 503),
    streaming: fc.boolean(),
    firstTokenMs: anyMs,
    durationMs: anyMs,
    usage: anyUsage,
    cost: anyCost,
    defaultCost: anyMoney,
    oddities: fc.constantFrom([], ['It was odd.']),
  } satisfies { [K in keyof Exchange]?: fc.Arbitrary<Exchange[K]> })
  .chain((fields) =>
    fc.array(anyAttempt, { maxLength: 3 }).map((parts) => {
      const attempts = parts.map((part, index) => sampleAttempt({ ...part, number: index + 1 }));
      const { providerId = null, model = null } = attempts.at(-1) ?? {};
      return sampleExchange({
        ...fields,
        ...(attempts.length === 1 && takeOver(fields.outcome, attempts[0]!)),
        attempts,
        providerId,
        model,
      });
    }),
  );

/** What an exchange has of its only attempt. */
function takeOver(outcome: Exchange['outcome'], attempt: Attempt): Pick<Exchange, 'outcome' | 'usage' | 'cost'> {
  const ended = attempt.outcome === 'timed-out' ? 'failed' : attempt.outcome;
  return {
    outcome: outcome === 'in-flight' ? outcome : ended,
    usage: attempt.usage ?? UNKNOWN_USAGE,
    cost: attempt.cost ?? UNKNOWN_COST,
  };
}

/** An attempt for tests, with the fields that matter to the test put over it. */
export function sampleAttempt(fields: Partial<Attempt>): Attempt {
  return {
    number: 1,
    providerId: 'deepseek',
    model: 'deepseek-chat',
    keyId: null,
    lane: 'translated',
    outcome: 'ok',
    status: 200,
    startedAfterMs: 1,
    endedAfterMs: 9,
    error: null,
    usage: null,
    cost: null,
    ...fields,
  };
}
