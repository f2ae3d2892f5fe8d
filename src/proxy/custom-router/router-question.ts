import type { Config } from '../../shared/config/config-schema';
import type { Effort } from '../../shared/model/quirks';
import type { RequestSummary } from '../../shared/model/request-summary';
import type { Scenario } from '../../shared/model/scenario';
import type { RouteContext, RouteError, RouteRequest, RouteTarget } from './router-types';

/** One request that the router is asked about. */
export interface RouterQuestion {
  summary: RequestSummary;
  /** The first scenario that marks the request. */
  scenario: Scenario;
  /** The body as the client sent it; it is copied, never changed. */
  body: Uint8Array;
  /** The targets of the routes, and how they stand. */
  targets: RouteTarget[];
  /** The failed attempt after which it is asked again; null for a request that has just come. */
  error: RouteError | null;
  /** The config that the request began with. */
  config: Config;
}

/** What a router may say beside where to. */
export interface RouterOverrides {
  effort?: Effort;
  maxTokens?: number;
  reason?: string;
}

/**
 * What the router said. Null: nothing. A target is `provider/model` of a provider in the config; a route leads to targets.
 * A block is for the client to read. A fault is one sentence for the log, with its place in the user's file where there is one:
 * the request goes on as if there were no router.
 */
export type RouterAdvice =
  | null
  | ({ kind: 'target'; target: string } & RouterOverrides)
  | ({ kind: 'route'; route: Scenario } & RouterOverrides)
  | { kind: 'block'; message: string }
  | { kind: 'fault'; message: string };

/** The types that users see are written by hand. This fails to compile when they say something else than the app's own. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Check<T extends true> = T;
export type RouterTypesAgree = Check<
  Same<RouteRequest, Omit<RequestSummary, 'sessionId' | 'inputTokens' | 'lastUsage' | 'lastTarget' | 'cachedTokens'>> &
    Same<RouteContext['scenario'], Scenario>
>;
