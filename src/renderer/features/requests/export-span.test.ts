import { expect, it } from 'vitest';
import { toExportFilter } from './export-span';

const now = new Date(2026, 3, 2, 14, 30).getTime();

it('takes whole local days, today among them, over the change of clocks and of months', () => {
  expect(toExportFilter('today', now)).toEqual({ from: new Date(2026, 3, 2).getTime() });
  expect(toExportFilter('week', now)).toEqual({ from: new Date(2026, 2, 27).getTime() });
  expect(toExportFilter('month', now)).toEqual({ from: new Date(2026, 2, 4).getTime() });
  expect(toExportFilter('all', now)).toEqual({});
});
