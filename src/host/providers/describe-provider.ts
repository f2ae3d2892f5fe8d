import { resolveProvider } from '../../proxy';
import { splitTarget, type Config, type ProviderConfig } from '../../shared/config/config-schema';
import { listRuleTargets, nameOfRule } from '../../shared/config/rule-config';
import type { KeyState, ProviderSummary } from '../../shared/model/provider';
import { Scenario } from '../../shared/model/scenario';

/** A provider as the screens show it. */
export function describeProvider(
  config: Config,
  provider: ProviderConfig,
  keys: KeyState[],
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
    keys,
    models: models.map((model) => model.id),
    usedBy: findRoutesTo(config, id),
  };
}

/** The routes with a target of their own at this provider. */
export function findRoutesTo(config: Config, providerId: string): Scenario[] {
  return Scenario.options.filter((scenario) =>
    config.routes[scenario]?.targets?.some(({ target }) => splitTarget(target).providerId === providerId),
  );
}

/** The names of the rules that may send a request to this provider. */
export function findRulesTo(config: Config, providerId: string): string[] {
  return config.rules.flatMap((rule, index) =>
    listRuleTargets(rule).some(({ target }) => splitTarget(target).providerId === providerId) ? [nameOfRule(rule, index)] : [],
  );
}
