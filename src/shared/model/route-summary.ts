import { z } from 'zod';
import { BodyPolicy } from '../config/logging-config';
import { Strategy } from '../config/route-config';
import { Scenario } from './scenario';

/** A target of a route, as the screens show it. */
export const RouteTarget = z.object({
  /** `provider/model`. */
  target: z.string(),
  /** Its share of the conversations; null where the route does not go by weight. */
  weight: z.number().nullable(),
  /** What a request is sent there with, each in words: `effort low`. Of headers and body fields the names only. */
  overrides: z.array(z.string()),
});
export type RouteTarget = z.infer<typeof RouteTarget>;

/** A route, as the screens show it. */
export const RouteSummary = z.object({
  scenario: Scenario,
  targets: z.array(RouteTarget),
  strategy: Strategy,
  /** The route whose targets these are, where it has none of its own. */
  sentTo: Scenario.nullable(),
  /** Whose bodies are kept, by the route's own word; null: it has none. */
  bodies: BodyPolicy.nullable(),
  /** Figures only. */
  private: z.boolean(),
});
export type RouteSummary = z.infer<typeof RouteSummary>;

/** What a route says of its requests' privacy. */
export const RoutePrivacy = RouteSummary.pick({ scenario: true, bodies: true, private: true });
export type RoutePrivacy = z.infer<typeof RoutePrivacy>;

/** A rule of the config, as the screens show it. */
export const RuleSummary = z.object({ name: z.string(), enabled: z.boolean(), sentence: z.string() });
export type RuleSummary = z.infer<typeof RuleSummary>;
