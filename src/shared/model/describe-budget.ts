import type { BudgetScope, BudgetWindow } from '../config/budget-config';
import { labelKey } from '../config/key-id';
import { formatSum, withDollar } from './format-money';
import type { NanoDollars } from './money';

const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** When a budget starts anew, by the local clock, as the end of a sentence: "at 15:00", "on Wednesday at 00:00", "on 1 July at 00:00". */
export function describeWindowEnd(per: BudgetWindow, end: number): string {
  const date = new Date(end);
  const time = `at ${pad(date.getHours())}:${pad(date.getMinutes())}`;
  switch (per) {
    case 'hour':
      return time;
    case 'day':
    case 'week':
      return `on ${DAYS[date.getDay()]} ${time}`;
    case 'month':
      return `on ${date.getDate()} ${MONTHS[date.getMonth()]} ${time}`;
  }
}

/** Of which requests a budget counts the cost: "All requests", "route think, provider deepseek". */
export function describeScope({ route, provider, project, key }: BudgetScope): string {
  const parts = [
    route !== undefined && `route ${route}`,
    provider !== undefined && `provider ${provider}`,
    key !== undefined && `key ${labelKey(key)}`,
    project !== undefined && `project ${project}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'All requests' : parts.join(', ');
}

/** A sum in a sentence: `$4.82`. */
export function showDollars(nano: NanoDollars): string {
  return withDollar(formatSum(nano));
}

/** `$4.02 of $5.00`. */
export function describeSpent(spent: NanoDollars, limit: NanoDollars): string {
  return `${showDollars(spent)} of ${showDollars(limit)}`;
}

function pad(figure: number): string {
  return String(figure).padStart(2, '0');
}
