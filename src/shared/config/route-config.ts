import { z } from 'zod';
import { BodyFragment, Effort } from '../model/quirks';
import { Scenario } from '../model/scenario';
import { listOf } from './list-of';
import { privacyFields } from './logging-config';

/** Input tokens above which longContext takes a request, unless its route says otherwise. */
export const DEFAULT_THRESHOLD = 60_000;

/** The effort from which on think takes a request, unless its route says otherwise. */
export const DEFAULT_EFFORT: Effort = 'xhigh';

/** `provider/model`, split at the first slash. */
export const TargetName = z.string().regex(/^[^/\s]+\/.+$/, 'must be provider/model, for example openrouter/openai/gpt-oss-120b');

/** What a request is sent with in place of what the client says. */
export const TargetOverrides = z.strictObject({
  /** The longest answer, in tokens; a client that asks for less gets less. */
  maxTokens: z.number().int().positive().optional(),
  /** How much a request thinks; one that has switched thinking off stays so. */
  effort: Effort.optional(),
  temperature: z.number().min(0).max(2).optional(),
  /** Fields laid over the body as it goes out, in the provider's own dialect. */
  body: BodyFragment.optional(),
  headers: z.record(z.string().min(1), z.string()).optional(),
});
export type TargetOverrides = z.infer<typeof TargetOverrides>;

/** A target with what is special about it; a plain string is one with nothing special. */
export const TargetConfig = z.preprocess(
  (value) => (typeof value === 'string' ? { target: value } : value),
  TargetOverrides.extend({
    target: TargetName,
    /** Its share of the conversations, for the strategy weighted. */
    weight: z.number().positive().max(1_000).optional(),
  }),
);
export type TargetConfig = z.infer<typeof TargetConfig>;

export const TargetList = listOf(TargetConfig).refine((targets) => targets.length > 0, 'must name at least one target');

/**
 * Which target is asked first. ordered: the first. weighted: by chance, each by its weight, the same one for all of a
 * conversation. fastest: the shortest time to the first token of late. cheapest: the lowest expected cost of this request.
 */
export const Strategy = z.enum(['ordered', 'weighted', 'fastest', 'cheapest']);
export type Strategy = z.infer<typeof Strategy>;

/** Targets of its own, or the name of the route that takes the scenario's requests too. */
export const RouteConfig = z
  .strictObject({
    targets: TargetList.optional(),
    strategy: Strategy.optional(),
    route: Scenario.optional(),
    /** Input tokens above which longContext takes the request. */
    threshold: z.number().int().positive().optional(),
    /** The effort from which on think takes the request. */
    effort: Effort.optional(),
    ...privacyFields,
  })
  .superRefine(({ targets, route, strategy }, context) => {
    if (targets === undefined && route === undefined) {
      context.addIssue({ code: 'custom', message: 'needs targets, or route with the name of another route' });
    }
    if (targets !== undefined && route !== undefined) {
      context.addIssue({ code: 'custom', path: ['route'], message: 'stands beside targets; a route has one or the other' });
    }
    if (strategy !== undefined && targets === undefined) {
      context.addIssue({ code: 'custom', path: ['strategy'], message: 'belongs to targets; the other route has its own' });
    }
    targets?.forEach(({ weight }, index) => {
      if (weight !== undefined && strategy !== 'weighted') {
        context.addIssue({
          code: 'custom',
          path: ['targets', index, 'weight'],
          message: 'counts only with "strategy": "weighted" on its route',
        });
      }
    });
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
  targets: TargetConfig[];
  strategy: Strategy;
}

/** The targets for a scenario, by way of the route it is sent to. Null when there are none: it is not set, or leads in a circle. */
export function followRoute(routes: Routes, scenario: Scenario): FoundRoute | null {
  let route = scenario;
  for (let steps = 0; steps < Scenario.options.length; steps++) {
    const config = routes[route];
    if (config?.targets !== undefined) return { route, targets: config.targets, strategy: config.strategy ?? 'ordered' };
    if (config?.route === undefined) return null;
    route = config.route;
  }
  return null;
}
