import { expect, it } from 'vitest';
import { endOfTerm } from './pin-term';

it('ends a pin after an hour, at local midnight, or never', () => {
  const evening = new Date(2026, 2, 3, 23, 30).getTime();
  expect(endOfTerm('hour', evening)).toBe(new Date(2026, 2, 4, 0, 30).getTime());
  expect(endOfTerm('midnight', evening)).toBe(new Date(2026, 2, 4).getTime());
  expect(endOfTerm('open', evening)).toBeNull();
});
