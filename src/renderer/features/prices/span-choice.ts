import type { Span } from '../../../shared/model/exchange-filter';

export type SpanChoice = 'today' | 'month' | '30-days' | 'all' | 'custom';

export const SPAN_CHOICES: readonly { value: SpanChoice; text: string }[] = [
  { value: 'today', text: 'Today' },
  { value: 'month', text: 'This month' },
  { value: '30-days', text: '30 days' },
  { value: 'all', text: 'All' },
  { value: 'custom', text: 'Dates' },
];

/** Days of a chosen span, YYYY-MM-DD by local time, both in it; empty: without that end. */
export interface SpanDays {
  first: string;
  last: string;
}

/** The span that a choice means, by local time; null where its days are none, or the last lies before the first. */
export function readSpan(choice: SpanChoice, { first, last }: SpanDays, now: number): Span | null {
  const date = new Date(now);
  const midnight = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  if (choice === 'today') return { from: midnight(0), to: null };
  if (choice === 'month') return { from: new Date(date.getFullYear(), date.getMonth(), 1).getTime(), to: null };
  if (choice === '30-days') return { from: midnight(-29), to: null };
  if (choice === 'all') return { from: null, to: null };
  const [from, to] = [readDay(first, 0), readDay(last, 1)];
  if (from === undefined || to === undefined || (from !== null && to !== null && from >= to)) return null;
  return { from, to };
}

/** Local midnight so many days after a day; null for an empty text, undefined for what is no day. */
function readDay(text: string, after: number): number | null | undefined {
  if (text === '') return null;
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 ? new Date(year, month - 1, day + after).getTime() : undefined;
}
