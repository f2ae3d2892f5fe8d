import type { Exchange } from '../../../shared/model/exchange';
import { formatDay } from '../../format/format-time';

export type ListItem = { kind: 'day'; text: string } | { kind: 'row'; exchange: Exchange };

/** Puts the name of the day before the first row of each day; today needs none. */
export function groupByDay(rows: readonly Exchange[], now: number): ListItem[] {
  const items: ListItem[] = [];
  let day = 'Today';
  for (const exchange of rows) {
    const text = formatDay(exchange.startedAt, now);
    if (text !== day) items.push({ kind: 'day', text });
    day = text;
    items.push({ kind: 'row', exchange });
  }
  return items;
}
