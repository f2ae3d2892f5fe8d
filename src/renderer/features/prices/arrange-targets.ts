import type { TargetPrice } from '../../../shared/model/prices';

export type PriceOrder = 'unpriced' | 'name' | 'input' | 'output' | 'requests';

/** Nobody knows what it costs, and its answers do not say. */
export function isUnpriced({ card, reported }: TargetPrice): boolean {
  return card === null && !reported;
}

/** Those whose name or source has all words of a filter, in an order. What has no such figure comes last. */
export function arrangeTargets(targets: readonly TargetPrice[], filter: string, order: PriceOrder): TargetPrice[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ target, card }: TargetPrice) =>
    words.every((word) => `${target} ${card?.source ?? 'unpriced'}`.toLowerCase().includes(word));
  return targets.filter(fits).sort((a, b) => compare(a, b, order) || a.target.localeCompare(b.target));
}

function compare(a: TargetPrice, b: TargetPrice, order: PriceOrder): number {
  if (order === 'name') return 0;
  if (order === 'requests') return b.requests - a.requests;
  if (order === 'unpriced')
    return Number(isUnpriced(b)) - Number(isUnpriced(a)) || b.unpriced - a.unpriced || b.requests - a.requests;
  return (b.card?.[order] ?? -1) - (a.card?.[order] ?? -1);
}
