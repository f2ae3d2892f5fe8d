import { LRUCache } from 'lru-cache';

export interface RatioBounds {
  /** What is outside of these is no property of a tokeniser but a fault of somebody's figures, and teaches nothing. */
  min: number;
  max: number;
}

/** A mean of ratios for each key, newer ones weighing more. */
export interface LearnedRatio {
  /** Undefined until something was learned of the key. */
  get(key: string): number | undefined;
  learn(key: string, numerator: number, denominator: number): void;
}

/** What a new ratio weighs against all before it. */
const WEIGHT = 0.2;
/** Keys that are kept; those not used for the longest time are forgotten first. */
const MAX_KEYS = 200;

export function createLearnedRatio({ min, max }: RatioBounds): LearnedRatio {
  const ratios = new LRUCache<string, number>({ max: MAX_KEYS });
  return {
    get: (key) => ratios.get(key),
    learn(key, numerator, denominator) {
      const seen = numerator / denominator;
      if (!(seen >= min && seen <= max)) return;
      const known = ratios.get(key) ?? seen;
      ratios.set(key, known + WEIGHT * (seen - known));
    },
  };
}
