import { groupDigits } from '../group-digits';
import { NANO_PER_DOLLAR, type NanoDollars } from './money';

/** Integer arithmetic throughout: no binary fraction ever stands for money. Rounds half up. */
function toFixedDollars(nano: NanoDollars, digits: number): string {
  const unit = NANO_PER_DOLLAR / 10 ** digits;
  const units = Math.floor(nano / unit) + (nano % unit >= unit / 2 ? 1 : 0);
  const perDollar = 10 ** digits;
  const fraction = String(units % perDollar).padStart(digits, '0');
  return `${groupDigits(Math.floor(units / perDollar))}.${fraction}`;
}

export const SMALLEST_SHOWN = NANO_PER_DOLLAR / 10_000;

function toFourDigits(nano: NanoDollars): string {
  return nano > 0 && nano < SMALLEST_SHOWN ? '<0.0001' : toFixedDollars(nano, 4);
}

/** A sum in dollars without its sign: 2 digits, and 4 where it is below a cent (`4.82`, `0.0021`, `<0.0001`). */
export function formatSum(nano: NanoDollars): string {
  return nano > 0 && nano < NANO_PER_DOLLAR / 100 ? toFourDigits(nano) : toFixedDollars(nano, 2);
}

/** The cost of one request in dollars without its sign: 4 digits (`0.0613`, `<0.0001`); a real zero is `0`. */
export function formatCost(nano: NanoDollars): string {
  return nano === 0 ? '0' : toFourDigits(nano);
}

/** Puts the dollar sign before a figure of this file: `$4.82`, `<$0.0001`. */
export function withDollar(figure: string): string {
  return figure.startsWith('<') ? `<$${figure.slice(1)}` : `$${figure}`;
}
