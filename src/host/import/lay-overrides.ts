import { type ConfigFile, splitTarget } from '../../shared/config/config-schema';
import type { ConvertedProvider } from './convert-provider';
import { escapeDollars } from './source-text';
import { joinOverrides, mapTargets, nameOfTarget } from './target-overrides';

/**
 * The config with the overrides of its providers laid on the targets that name their models. The targets come into `used`, as
 * `provider/model` with the model as the file writes it.
 */
export function layOverrides(config: ConfigFile, providers: readonly ConvertedProvider[], used: Set<string>): ConfigFile {
  return mapTargets(config, (target) => {
    const name = nameOfTarget(target);
    const { providerId, model } = splitTarget(name);
    const provider = providers.find(({ entry }) => entry.id === providerId);
    const written = provider?.models.find((one) => escapeDollars(one) === model) ?? model;
    used.add(`${providerId}/${written}`);
    const own = joinOverrides(provider?.overrides.get(null), provider?.overrides.get(written));
    if (Object.keys(own).length === 0) return target;
    // A rule's own rewrite goes before what holds for the model everywhere.
    return { ...own, ...(typeof target === 'string' ? {} : target), target: name };
  });
}
