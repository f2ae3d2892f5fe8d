import type { Exchange } from './exchange';
import type { Cost } from './money';

/** The money of an exchange: what it has, or what it shall have. */
export interface ExchangeCosts extends Pick<Exchange, 'id' | 'cost' | 'defaultCost'> {
  /** Of each attempt, in their order; null where nothing of an answer came. */
  attempts: (Cost | null)[];
}
