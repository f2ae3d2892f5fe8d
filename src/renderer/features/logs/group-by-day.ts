import type { LogLine } from '../../../shared/model/log-page';
import { formatDay, startOfDay } from '../../format/format-time';

export type LogItem = { kind: 'day'; text: string } | { kind: 'line'; line: LogLine };

/** The lines with a heading before each day. A line without a time belongs to the day of the one before it. */
export function groupByDay(lines: readonly LogLine[], now: number): LogItem[] {
  const items: LogItem[] = [];
  let day: number | null = null;
  for (const line of lines) {
    const next: number | null = line.time === null ? day : startOfDay(line.time);
    if (next !== null && next !== day) items.push({ kind: 'day', text: formatDay(next, now) });
    day = next;
    items.push({ kind: 'line', line });
  }
  return items;
}
