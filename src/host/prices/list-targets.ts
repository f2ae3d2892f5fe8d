import { splitTarget, type Config } from '../../shared/config/config-schema';
import { listRuleTargets } from '../../shared/config/rule-config';
import type { AnsweredModel } from '../../ledger';

/** Targets whose prices matter, as `provider/model`, each once: those that the config names, then those that have answered. */
export function listTargets(config: Config, answered: readonly AnsweredModel[]): string[] {
  const named = [
    ...Object.values(config.routes).flatMap(({ targets = [] }) => targets.map(({ target }) => target)),
    ...config.rules.flatMap((rule) => listRuleTargets(rule).map(({ target }) => target)),
    config.pauseTarget ?? '',
    ...config.providers.flatMap(({ id, models }) => models.map((model) => `${id}/${model.id}`)),
    ...config.prices.own.map(({ target }) => target).filter((target) => !target.endsWith('*')),
    ...answered.map(({ providerId, model }) => `${providerId}/${model}`),
  ];
  // A provider alone is asked for whatever the client names.
  return [...new Set(named)].filter((target) => splitTarget(target).model !== '');
}
