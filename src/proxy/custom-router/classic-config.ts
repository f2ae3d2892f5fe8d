import type { Config } from '../../shared/config/config-schema';
import { DEFAULT_THRESHOLD, followRoute } from '../../shared/config/route-config';
import { Scenario } from '../../shared/model/scenario';
import { splitTarget } from '../../shared/config/config-schema';

/** The config in the shape that routers written for Claude Code Router read, without any key. */
export interface ClassicConfig {
  Providers: { name: string; api_base_url: string; models: string[] }[];
  /** By scenario its first target as `provider,model`; `longContextThreshold` is a number of tokens. */
  Router: Record<string, string | number>;
}

/** Makes it from ours. A provider whose address is its preset's has an empty `api_base_url`; one that is switched off is left out. */
export function toClassicConfig({ providers, routes }: Config): ClassicConfig {
  const router: ClassicConfig['Router'] = {};
  for (const scenario of Scenario.options) {
    const target = followRoute(routes, scenario)?.targets[0];
    if (target === undefined) continue;
    const { providerId, model } = splitTarget(target.target);
    router[scenario] = `${providerId},${model}`;
  }
  router.longContextThreshold = routes.longContext?.threshold ?? DEFAULT_THRESHOLD;
  return {
    Providers: providers
      .filter(({ enabled }) => enabled)
      .map(({ id, baseUrl = '', models }) => ({ name: id, api_base_url: baseUrl, models: models.map((model) => model.id) })),
    Router: router,
  };
}
