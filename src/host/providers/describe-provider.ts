import { resolveProvider } from '../../proxy';
import { splitTarget, type Config, type ProviderConfig } from '../../shared/config/config-schema';
import type { RouteSummary } from '../../shared/ipc/contract';
import type { KeyState, ProviderSummary } from '../../shared/model/provider';
import { Scenario } from '../../shared/model/scenario';

/** A provider as the screens show it. */
export function describeProvider(
  config: Config,
  provider: ProviderConfig,
  key: KeyState,
  simulatorUrl: string | null,
): ProviderSummary {
  const { id, name, preset, endpoints, enabled, models } = resolveProvider(provider, simulatorUrl);
  return {
    id,
    name,
    preset,
    baseUrl: endpoints[0].baseUrl,
    dialect: provider.dialect ?? null,
    dialects: endpoints.map(({ dialect }) => dialect),
    enabled,
    key,
    models: models.map((model) => model.id),
    usedBy: findRoutesTo(config, id),
  };
}

/** The routes with a target at this provider. */
export function findRoutesTo(config: Config, providerId: string): Scenario[] {
  return listRoutes(config)
    .filter(({ targets }) => targets.some((target) => splitTarget(target).providerId === providerId))
    .map(({ scenario }) => scenario);
}

/** The routes that are set, in the order in which screens list them. */
export function listRoutes(config: Config): RouteSummary[] {
  return Scenario.options.flatMap((scenario) => {
    const route = config.routes[scenario];
    return route ? [{ scenario, targets: route.targets }] : [];
  });
}
