import { expect, it } from 'vitest';
import { groupByDay } from './group-by-day';

it('puts a heading before each day, also where the clock was set back, and none for a line without a time', () => {
  const noon = new Date(2026, 5, 12, 12).getTime();
  const line = (at: string, time: number | null) => ({ at, time, level: null, text: at });
  const lines = [line('a', null), line('b', noon - 86_400_000), line('c', noon), line('d', null), line('e', noon - 86_400_000)];
  const items = groupByDay(lines, noon).map((item) => (item.kind === 'day' ? item.text : item.line.at));
  expect(items).toEqual(['a', 'Yesterday', 'b', 'Today', 'c', 'd', 'Yesterday', 'e']);
});
