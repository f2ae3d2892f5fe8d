import { z } from 'zod';
import { Effort } from '../model/quirks';
import { Scenario } from '../model/scenario';
import { listOf } from './list-of';

/** Input tokens above which longContext takes a request, unless its route says otherwise. */
export const DEFAULT_THRESHOLD = 60_000;

/** The effort from which on think takes a request, unless its route says otherwise. */
export const DEFAULT_EFFORT: Effort = 'xhigh';

/** `provider/model`, split at the first slash. */
const Target = z.string().regex(/^[^/\s]+\/.+$/, 'must be provider/model, for example openrouter/openai/gpt-oss-120b');

/** Targets of its own, or the name of the route that takes the scenario's requests too. */
export const RouteConfig = z
  .strictObject({
    targets: listOf(Target)
      .refine((targets) => targets.length > 0, 'must name at least one target')
      .optional(),
    route: Scenario.optional(),
    /** Input tokens above which longContext takes the request. */
    threshold: z.number().int().positive().optional(),
    /** The effort from which on think takes the request. */
    effort: Effort.optional(),
  })
  .superRefine(({ targets, route }, context) => {
    if (targets === undefined && route === undefined) {
      context.addIssue({ code: 'custom', message: 'needs targets, or route with the name of another route' });
    }
    if (targets !== undefined && route !== undefined) {
      context.addIssue({ code: 'custom', path: ['route'], message: 'stands beside targets; a route has one or the other' });
    }
  });
export type RouteConfig = z.infer<typeof RouteConfig>;

/** Routes by scenario. A scenario without one is passed over. */
export const Routes = z.partialRecord(Scenario, RouteConfig).superRefine((routes, context) => {
  for (const scenario of Scenario.options) {
    const config = routes[scenario];
    if (config?.effort !== undefined && scenario !== 'think') {
      context.addIssue({ code: 'custom', path: [scenario, 'effort'], message: 'belongs to the route think only' });
    }
    if (config?.route === undefined || followRoute(routes, scenario) !== null) continue;
    const message =
      routes[config.route] === undefined
        ? `names the route "${config.route}", which is not set`
        : `leads to the route "${config.route}", and from there to no targets`;
    context.addIssue({ code: 'custom', path: [scenario, 'route'], message });
  }
});
export type Routes = z.infer<typeof Routes>;

export interface FoundRoute {
  /** The route whose targets they are. */
  route: Scenario;
  targets: string[];
}

/** The targets for a scenario, by way of the route it is sent to. Null when there are none: it is not set, or leads in a circle. */
export function followRoute(routes: Routes, scenario: Scenario): FoundRoute | null {
  let route = scenario;
  for (let steps = 0; steps < Scenario.options.length; steps++) {
    const config = routes[route];
    if (config?.targets !== undefined) return { route, targets: config.targets };
    if (config?.route === undefined) return null;
    route = config.route;
  }
  return null;
}
