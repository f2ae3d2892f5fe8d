import { formatTokens } from './format-tokens';

/** What must be left of a window for the answer, in tokens. */
const LEAST_ANSWER = 1_024;

/** An estimate may be too high by this part of it; a target that may just do is asked, and says so itself if it does not. */
const DOUBT = 0.1;

interface SizedTarget {
  provider: { id: string };
  model: { id: string; contextWindow?: number | undefined };
}

export interface FittingTargets<T> {
  /** In the order that was given; empty when none can hold it. */
  fitting: T[];
  /** Why each of the others was passed over, in a sentence. */
  reasons: string[];
}

/** Parts targets that can hold so many tokens of input and a minimum of answer from those that cannot. An unknown window holds all. */
export function fitTargets<T extends SizedTarget>(targets: readonly T[], inputEstimate: number): FittingTargets<T> {
  const fitting: T[] = [];
  const reasons: string[] = [];
  for (const target of targets) {
    const { contextWindow, id } = target.model;
    if (contextWindow === undefined || inputEstimate * (1 - DOUBT) + LEAST_ANSWER <= contextWindow) fitting.push(target);
    else {
      const sizes = `its window of ${formatTokens(contextWindow)} tokens cannot hold about ${formatTokens(inputEstimate)}`;
      reasons.push(`${target.provider.id}/${id} was passed over: ${sizes}.`);
    }
  }
  return { fitting, reasons };
}

/** The one with the largest window, the first among equals; the targets must not be empty. */
export function findLargest<T extends SizedTarget>(targets: readonly [T, ...T[]]): T {
  const sizeOf = ({ model }: T) => model.contextWindow ?? Infinity;
  return targets.reduce((best, target) => (sizeOf(target) > sizeOf(best) ? target : best));
}
