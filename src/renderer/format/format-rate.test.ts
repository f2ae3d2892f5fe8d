import { expect, it } from 'vitest';
import { formatRate } from './format-rate';

it('has two digits, more where the price has them, and none for nothing', () => {
  expect([4, 0.2, 0.003_625, 1_234.5, 0].map(formatRate)).toEqual(['4.00', '0.20', '0.003625', '1,234.50', '0']);
});
