import { describe, expect, it } from 'vitest';
import { median, percentile, ratio } from './statistics.mjs';

describe('percentile', () => {
  it('is the smallest value that so many of the values do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 100]);
  });

  it('is the only value of a list of one, whatever the share', () => {
    expect([percentile([7], 0), percentile([7], 0.99)]).toEqual([7, 7]);
  });

  it('is unknown without values', () => {
    expect(percentile([], 0.5)).toBeNull();
  });
});

describe('median', () => {
  it('is the middle value, or the mean of the middle two', () => {
    expect([median([9, 1, 5]), median([4, 1, 10, 2])]).toEqual([5, 3]);
  });

  it('leaves the list as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('ratio', () => {
  it('divides', () => {
    expect(ratio(3, 2)).toBe(1.5);
  });

  it.each([
    [null, 2],
    [3, null],
    [3, 0],
    [3, -1],
  ])('is unknown for %s to %s', (value, base) => {
    expect(ratio(value, base)).toBeNull();
  });
});
