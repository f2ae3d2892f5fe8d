import { expect, it } from 'vitest';
import type { ReasoningSwitch } from '../../shared/model/quirks';
import { reasoningFragment } from './reasoning-fragment';

const LEVELS: ReasoningSwitch = {
  off: { effort: 'none' },
  on: { effort: 'default' },
  effort: { low: { effort: 'low' }, high: { effort: 'high' } },
  budget: null,
};
const BUDGET: ReasoningSwitch = {
  off: null,
  on: { thinking: { shown: true } },
  effort: {},
  budget: { path: 'thinking.budget', min: 128, max: 32768 },
};
const on = (more = {}) => ({ mode: 'on' as const, effort: null, budgetTokens: null, ...more });

it('sends nothing where the client leaves it open, or the provider has no switch', () => {
  expect(reasoningFragment(null, LEVELS)).toEqual({});
  expect(reasoningFragment(on({ effort: 'high' }), null)).toEqual({});
});

it('switches off explicitly, and sends nothing where a model cannot do without (pitfall 34)', () => {
  const off = { mode: 'off' as const, effort: 'high' as const, budgetTokens: 9_000 };
  expect(reasoningFragment(off, LEVELS)).toEqual({ effort: 'none' });
  expect(reasoningFragment(off, BUDGET)).toEqual({});
});

it.each([
  ['low', 'low'],
  ['medium', 'low'],
  ['high', 'high'],
  ['max', 'high'],
  ['minimal', 'low'],
] as const)('gives the effort %s as the nearest level that there is: %s', (effort, expected) => {
  expect(reasoningFragment(on({ effort }), LEVELS)).toEqual({ effort: expected });
});

it('leaves the default where no effort is named', () => {
  expect(reasoningFragment(on(), LEVELS)).toEqual({ effort: 'default' });
});

it.each([
  [31_999, 31_999],
  [10, 128],
  [100_000, 32_768],
])('puts a budget of %i tokens in its place, within its bounds: %i', (budgetTokens, expected) => {
  expect(reasoningFragment(on({ budgetTokens }), BUDGET)).toEqual({ thinking: { shown: true, budget: expected } });
});

it.each([
  [1_024, 'low'],
  [31_999, 'high'],
])('makes an effort of a budget of %i tokens where only efforts are known: %s', (budgetTokens, expected) => {
  expect(reasoningFragment(on({ budgetTokens }), LEVELS)).toEqual({ effort: expected });
});
