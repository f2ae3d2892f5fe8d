import type { Strategy } from '../../shared/config/route-config';
import { hashText } from '../routing/hash-text';

/** What the strategies compare. */
export interface RankedTarget {
  /** `provider/model`. */
  name: string;
  weight: number;
  /** Of late, in ms; null where it isn't known. */
  firstTokenMs(): number | null;
  /** Of this request, in nano-dollars; null where a price isn't known. */
  expectedCost(): number | null;
}

export interface OrderedTargets<T> {
  /** The one that the strategy chose first. */
  targets: T[];
  /** Why the first is first, in a sentence; null where it is by its place. */
  reason: string | null;
}

/**
 * Targets in the order in which they are asked. `conversation` names what must stay together: weighted gives a conversation the same
 * target each time, and another target to few of them when the list changes (rendezvous hashing). A target without a figure comes
 * first with fastest, so that it gets one, and last with cheapest, where it may cost anything.
 */
export function orderTargets<T extends RankedTarget>(
  targets: readonly T[],
  strategy: Strategy,
  conversation: string,
): OrderedTargets<T> {
  if (strategy === 'ordered' || targets.length < 2) return { targets: [...targets], reason: null };
  const ranks = new Map(targets.map((target) => [target, rank(target, strategy, conversation)]));
  const sorted = [...targets].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  const [first] = sorted;
  return { targets: sorted, reason: first ? explain(first, strategy, targets) : null };
}

/** The lowest is asked first. */
function rank(target: RankedTarget, strategy: Exclude<Strategy, 'ordered'>, conversation: string): number {
  switch (strategy) {
    case 'fastest':
      return target.firstTokenMs() ?? -1;
    case 'cheapest':
      return target.expectedCost() ?? Number.MAX_VALUE;
    case 'weighted':
      return -Math.log((hashText(`${conversation}\n${target.name}`) + 1) / 2 ** 32) / target.weight;
  }
}

function explain(first: RankedTarget, strategy: Exclude<Strategy, 'ordered'>, targets: readonly RankedTarget[]): string {
  const { name } = first;
  if (strategy === 'weighted') {
    const sum = targets.reduce((total, { weight }) => total + weight, 0);
    return `Of ${targets.length} targets by weight, its conversation has ${name} (${Math.round((first.weight / sum) * 100)} %).`;
  }
  if (strategy === 'fastest') {
    const ms = first.firstTokenMs();
    if (ms === null) return `${name} is asked first, since its speed is not known yet.`;
    return `${name} was the fastest lately, with ${(ms / 1000).toFixed(2)} s to the first token.`;
  }
  const cost = first.expectedCost();
  if (cost === null) return `No target's price is known, so they are asked in order.`;
  return `${name} is the cheapest for it, at about $${(cost / 1e9).toFixed(4)}.`;
}
