import { describe, expect, it } from 'vitest';
import { createLearnedRatio } from './learned-ratio';

const BOUNDS = { min: 0.1, max: 1.5 };

describe('a learned ratio', () => {
  it('begins with the first one it sees and follows later ones slowly', () => {
    const ratio = createLearnedRatio(BOUNDS);
    expect(ratio.get('a')).toBeUndefined();
    ratio.learn('a', 300, 1000);
    expect(ratio.get('a')).toBeCloseTo(0.3);
    ratio.learn('a', 400, 1000);
    expect(ratio.get('a')).toBeCloseTo(0.32);
    for (let time = 0; time < 50; time++) ratio.learn('a', 400, 1000);
    expect(ratio.get('a')).toBeCloseTo(0.4);
    expect(ratio.get('b')).toBeUndefined();
  });

  it.each([
    ['too low', 1, 1000],
    ['too high', 1501, 1000],
    ['negative', -300, 1000],
    ['not a number', NaN, 1000],
    ['of nothing', 300, 0],
    ['of nothing and nothing', 0, 0],
  ])('learns nothing from a figure that is %s', (_, numerator, denominator) => {
    const ratio = createLearnedRatio(BOUNDS);
    ratio.learn('a', 300, 1000);
    ratio.learn('a', numerator, denominator);
    expect(ratio.get('a')).toBeCloseTo(0.3);
  });

  it('forgets the key that was not used for the longest time, beyond 200', () => {
    const ratio = createLearnedRatio(BOUNDS);
    for (let key = 0; key < 200; key++) ratio.learn(`model ${key}`, 300, 1000);
    ratio.get('model 0');
    ratio.learn('one more', 300, 1000);
    expect(ratio.get('model 0')).toBeCloseTo(0.3);
    expect(ratio.get('model 1')).toBeUndefined();
  });
});
