import type { Scenario } from '../../shared/model/scenario';

/** A route, or the lack of one: an explicit model, or a refusal before routing. */
export type RouteKey = Scenario | 'none';

/** The order of routes on every screen, and of the chart's stack from the bottom. */
export const ROUTE_ORDER: readonly RouteKey[] = [
  'default',
  'think',
  'subagent',
  'longContext',
  'webSearch',
  'compact',
  'background',
  'image',
  'safetyCheck',
  'none',
];

export function toRouteKey(route: Scenario | null): RouteKey {
  return route ?? 'none';
}

/** The route as it is written; requests without one say so. */
export function routeName(route: RouteKey): string {
  return route === 'none' ? 'no route' : route;
}

/** The one colour of a route. A mark in it always has the route's glyph with it, or in the chart's legend. */
export function routeColor(route: RouteKey): string {
  return `var(--route-${route})`;
}

/** For sorting by {@link ROUTE_ORDER}. */
export function byRouteOrder(a: RouteKey, b: RouteKey): number {
  return ROUTE_ORDER.indexOf(a) - ROUTE_ORDER.indexOf(b);
}
