import { describe, expect, it } from 'vitest';
import { toNanoDollars } from './money';
import { formatCost, formatSum, withDollar } from './format-money';

describe('formatSum', () => {
  it('shows two digits from a cent on', () => {
    expect(formatSum(toNanoDollars(4.82))).toBe('4.82');
    expect(formatSum(toNanoDollars(0.01))).toBe('0.01');
    expect(formatSum(0)).toBe('0.00');
  });

  it('shows four digits below a cent, and says so below a hundredth of a cent', () => {
    expect(formatSum(toNanoDollars(0.0021))).toBe('0.0021');
    expect(formatSum(12_000)).toBe('<0.0001');
  });

  it('rounds half up without a binary fraction in the way', () => {
    expect(formatSum(toNanoDollars(1.005))).toBe('1.01');
    expect(formatSum(toNanoDollars(2.675))).toBe('2.68');
    expect(formatSum(toNanoDollars(0.995))).toBe('1.00');
  });

  it('groups thousands', () => {
    expect(formatSum(toNanoDollars(12_345.6))).toBe('12,345.60');
  });
});

describe('formatCost', () => {
  it('shows four digits, and a bare 0 only for a real zero', () => {
    expect(formatCost(toNanoDollars(0.0613))).toBe('0.0613');
    expect(formatCost(toNanoDollars(1.5))).toBe('1.5000');
    expect(formatCost(1)).toBe('<0.0001');
    expect(formatCost(0)).toBe('0');
  });
});

describe('withDollar', () => {
  it('keeps the comparison before the sign', () => {
    expect(withDollar('4.82')).toBe('$4.82');
    expect(withDollar('<0.0001')).toBe('<$0.0001');
  });
});
