import type { ExchangeFilter } from '../../../shared/model/exchange-filter';
import { startOfDay } from '../../format/format-time';

export type ExportSpan = 'today' | 'week' | 'month' | 'all';

export const EXPORT_SPANS: readonly { value: ExportSpan; text: string }[] = [
  { value: 'today', text: 'Today' },
  { value: 'week', text: '7 days' },
  { value: 'month', text: '30 days' },
  { value: 'all', text: 'All' },
];

const DAYS: Record<Exclude<ExportSpan, 'all'>, number> = { today: 1, week: 7, month: 30 };

/** The requests of whole local days, today among them. */
export function toExportFilter(span: ExportSpan, now: number): ExchangeFilter {
  if (span === 'all') return {};
  const first = new Date(now);
  first.setDate(first.getDate() - (DAYS[span] - 1));
  return { from: startOfDay(first.getTime()) };
}
