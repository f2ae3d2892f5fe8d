import { expect, it } from 'vitest';
import { describeSteps, formatUntil } from './budget-words';

it('names the steps in their order', () => {
  expect(
    describeSteps([
      { at: 50, then: 'notify' },
      { at: 80, then: 'next-target' },
      { at: 100, then: 'block' },
    ]),
  ).toBe('50 tell, 80 next, 100 block');
});

const MINUTE = 60_000;
it.each([
  [0, '0 min'],
  [8 * MINUTE, '8 min'],
  [8 * MINUTE - 1, '8 min'],
  [60 * MINUTE, '1 h'],
  [312 * MINUTE, '5 h 12 min'],
  [24 * 60 * MINUTE, '1 d'],
  [76 * 60 * MINUTE, '3 d 4 h'],
  [-5 * MINUTE, '0 min'],
])('says how long it is until a budget starts anew: %i ms', (ms, words) => {
  expect(formatUntil(1_000 + ms, 1_000)).toBe(words);
});
