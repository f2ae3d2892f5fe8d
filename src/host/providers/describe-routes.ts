import type { Config } from '../../shared/config/config-schema';
import { followRoute, type TargetConfig } from '../../shared/config/route-config';
import type { RouteSummary, RouteTarget } from '../../shared/model/route-summary';
import { Scenario } from '../../shared/model/scenario';

/** The routes that are set, in the order in which screens list them. One that is sent to another has that one's targets. */
export function describeRoutes({ routes }: Pick<Config, 'routes'>): RouteSummary[] {
  return Scenario.options.flatMap((scenario) => {
    const found = followRoute(routes, scenario);
    if (found === null) return [];
    const { strategy, targets } = found;
    const describe = (config: TargetConfig) => describeTarget(config, strategy === 'weighted');
    const { route: sentTo = null, bodies = null, private: isPrivate = false } = routes[scenario] ?? {};
    return [{ scenario, targets: targets.map(describe), strategy, sentTo, bodies, private: isPrivate }];
  });
}

/** Headers and body fields by their names: what they hold may be a secret. */
function describeTarget(
  { target, weight, maxTokens, effort, temperature, body, headers }: TargetConfig,
  weighted: boolean,
): RouteTarget {
  const overrides = [
    effort !== undefined && `effort ${effort}`,
    maxTokens !== undefined && `at most ${maxTokens} tokens of answer`,
    temperature !== undefined && `temperature ${temperature}`,
    ...Object.keys(headers ?? {}).map((name) => `header ${name}`),
    ...Object.keys(body ?? {}).map((name) => `body field ${name}`),
  ];
  return {
    target,
    weight: weighted ? (weight ?? 1) : null,
    overrides: overrides.filter((override) => override !== false),
  };
}
