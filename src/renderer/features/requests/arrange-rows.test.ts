import { expect, it } from 'vitest';
import type { Exchange } from '../../../shared/model/exchange';
import { makeExchange } from '../../testing/make-exchange';
import { arrangeRows } from './arrange-rows';
import { groupByDay } from './group-by-day';

const row = (id: string, startedAt: number, outcome: Exchange['outcome'] = 'ok') => makeExchange({ id, startedAt, outcome });
const ids = (rows: readonly Exchange[]) => rows.map(({ id }) => id);

it('puts rows in flight into a band, the one that began first on top', () => {
  const arranged = arrangeRows([row('c', 3, 'in-flight'), row('b', 2), row('a', 1, 'in-flight')], null);
  expect(ids(arranged.inFlight)).toEqual(['a', 'c']);
  expect(ids(arranged.listed)).toEqual(['b']);
});

it('keeps a held list as it stood and counts what waits above and within it', () => {
  const rows = [row('new', 9), row('was-in-flight', 3, 'failed'), row('b', 4), row('a', 1)];
  const arranged = arrangeRows(rows, new Set(['a', 'b']));
  expect(ids(arranged.listed)).toEqual(['b', 'a']);
  expect(arranged.waiting).toBe(2);
});

it('lets older pages join a held list at its end', () => {
  const arranged = arrangeRows([row('b', 4), row('a', 3), row('older', 1)], new Set(['a', 'b']));
  expect(ids(arranged.listed)).toEqual(['b', 'a', 'older']);
  expect(arranged.waiting).toBe(0);
});

it('heads each day before today with its name', () => {
  const now = new Date(2025, 10, 12, 9).getTime();
  const yesterday = new Date(2025, 10, 11, 22).getTime();
  const items = groupByDay([row('b', now), row('a', yesterday)], now);
  expect(items.map((item) => (item.kind === 'day' ? item.text : item.exchange.id))).toEqual(['b', 'Yesterday', 'a']);
});
