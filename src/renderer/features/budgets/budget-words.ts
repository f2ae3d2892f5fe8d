import type { BudgetAction, BudgetStep, BudgetWindow } from '../../../shared/config/budget-config';
import type { SelectOption } from '../../ui/select';

export const WINDOWS: readonly SelectOption<BudgetWindow>[] = [
  { value: 'hour', text: 'an hour' },
  { value: 'day', text: 'a day, from midnight' },
  { value: 'week', text: 'a week, from Monday' },
  { value: 'month', text: 'a month, from its first' },
];

export const ACTIONS: readonly SelectOption<BudgetAction>[] = [
  { value: 'notify', text: 'tell me' },
  { value: 'next-target', text: 'use the next target' },
  { value: 'block', text: 'block what costs money' },
];

const SHORT: Record<BudgetAction, string> = { notify: 'tell', 'next-target': 'next', block: 'block' };

/** `50 tell, 80 tell, 100 block`. */
export function describeSteps(steps: readonly BudgetStep[]): string {
  return steps.map(({ at, then }) => `${at} ${SHORT[then]}`).join(', ');
}

/** How long until a budget starts anew, in its two largest units: `3 d 4 h`, `5 h 12 min`, `8 min`. */
export function formatUntil(end: number, now: number): string {
  const minutes = Math.max(0, Math.ceil((end - now) / 60_000));
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${minutes} min`;
}
