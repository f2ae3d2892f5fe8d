import type { RouteSummary, RouteTarget } from '../../../shared/model/route-summary';

const STRATEGIES: Record<Exclude<RouteSummary['strategy'], 'ordered'>, string> = {
  weighted: 'By weight, and the same target for all of a conversation.',
  fastest: 'The one with the shortest time to the first token of late is asked first.',
  cheapest: 'The one that costs least for the request is asked first.',
};

/** What is special about a route, in sentences: which target comes first where that is not the order, and what targets are sent. */
export function describeRoute({ strategy, targets }: Pick<RouteSummary, 'strategy' | 'targets'>): string[] {
  return [
    ...(strategy === 'ordered' ? [] : [STRATEGIES[strategy]]),
    ...targets
      .filter(({ overrides }) => overrides.length > 0)
      .map(({ target, overrides }) => `${target} is asked with ${overrides.join(', ')}.`),
  ];
}

/** A target's share of the conversations, as `75 %`; null where the route does not go by weight. */
export function describeShare({ weight }: RouteTarget, targets: readonly RouteTarget[]): string | null {
  if (weight === null) return null;
  const sum = targets.reduce((total, target) => total + (target.weight ?? 0), 0);
  return `${Math.round((weight / sum) * 100)} %`;
}

/** A route's targets as they will be once this list of names is saved; a new one has nothing special. */
export function arrangeTargets(names: readonly string[], { targets, strategy }: RouteSummary): RouteTarget[] {
  return names.map(
    (name) =>
      targets.find(({ target }) => target === name) ?? {
        target: name,
        weight: strategy === 'weighted' ? 1 : null,
        overrides: [],
      },
  );
}
