import { expect, it } from 'vitest';
import type { Attempt } from '../../../shared/model/exchange';
import { makeExchange } from '../../testing/make-exchange';
import { placeAttempt } from './place-attempt';

const attempt = (over: Partial<Attempt>): Attempt => ({
  number: 1,
  providerId: 'anthropic',
  model: 'claude-sonnet-5-5',
  keyId: null,
  lane: 'passthrough',
  outcome: 'ok',
  status: 200,
  startedAfterMs: 0,
  endedAfterMs: 1000,
  error: null,
  usage: null,
  cost: null,
  ...over,
});

it('places a first failure and the attempt that took over on one line', () => {
  const first = attempt({ outcome: 'failed', endedAfterMs: 400 });
  const second = attempt({ number: 2, startedAfterMs: 400, endedAfterMs: 2000 });
  const exchange = makeExchange({ attempts: [first, second], firstTokenMs: 800, durationMs: 2000 });
  expect(placeAttempt(first, exchange, 2000)).toEqual({ left: 0, width: 20, waited: 100 });
  expect(placeAttempt(second, exchange, 2000)).toEqual({ left: 20, width: 80, waited: 25 });
});

it('draws an attempt in flight up to now', () => {
  const only = attempt({ outcome: 'in-flight', endedAfterMs: null });
  const exchange = makeExchange({ attempts: [only], firstTokenMs: null, durationMs: null });
  expect(placeAttempt(only, exchange, 500)).toEqual({ left: 0, width: 100, waited: 100 });
});
