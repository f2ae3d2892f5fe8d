import { addKnown } from '../../shared/model/add-known';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';

const COUNTS = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'reasoning', 'webSearches'] as const;

/** Both together. It is estimated if any of it is; the rate is the one that both have, or the only one that is known. */
export function addUsage(first: Usage, second: Usage): Usage {
  const sum: Usage = { ...second, estimated: first.estimated || second.estimated };
  for (const kind of COUNTS) sum[kind] = addKnown(first[kind], second[kind]);
  const tiers = new Set([first.serviceTier, second.serviceTier].filter((tier) => tier !== null));
  sum.serviceTier = tiers.size === 1 ? ([...tiers][0] ?? null) : null;
  return sum;
}

/** All attempts' usage together; unknown where none of them had something of an answer. */
export function sumUsage(usages: readonly (Usage | null)[]): Usage {
  const [first, ...rest] = usages.filter((usage) => usage !== null);
  return first === undefined ? UNKNOWN_USAGE : rest.reduce(addUsage, first);
}
