import { formatTokens } from './format-tokens';

/** What must be left of a window for the answer, in tokens. */
const LEAST_ANSWER = 1_024;

/** An estimate may be too high by this part of it; a target that may just do is asked, and says so itself if it does not. */
const DOUBT = 0.1;

interface SizedTarget {
  model: { contextWindow?: number | undefined };
}

export interface FittingTargets<T> {
  /** In the order that was given; empty when none can hold it. */
  fitting: T[];
  /** The others, and why each of them can't, as the rest of a sentence. */
  passedOver: { target: T; why: string }[];
}

/** Parts targets that can hold so many tokens of input and a minimum of answer from those that cannot. An unknown window holds all. */
export function fitTargets<T extends SizedTarget>(targets: readonly T[], inputEstimate: number): FittingTargets<T> {
  const fitting: T[] = [];
  const passedOver: FittingTargets<T>['passedOver'] = [];
  for (const target of targets) {
    const { contextWindow } = target.model;
    if (contextWindow === undefined || inputEstimate * (1 - DOUBT) + LEAST_ANSWER <= contextWindow) fitting.push(target);
    else {
      const why = `its window of ${formatTokens(contextWindow)} tokens cannot hold about ${formatTokens(inputEstimate)}`;
      passedOver.push({ target, why });
    }
  }
  return { fitting, passedOver };
}

/** The one with the largest window, the first among equals; the targets must not be empty. */
export function findLargest<T extends SizedTarget>(targets: readonly [T, ...T[]]): T {
  const sizeOf = ({ model }: T) => model.contextWindow ?? Infinity;
  return targets.reduce((best, target) => (sizeOf(target) > sizeOf(best) ? target : best));
}
