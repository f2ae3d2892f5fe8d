import { AppError } from '../../shared/errors';
import type { ConfigStore } from '../config';
import { listPlaces, type ProviderKeys } from '../credentials/provider-keys';
import { findRoutesTo } from './describe-provider';
import { dropProvider } from './edit-config';

/** Takes a provider out of the config and its keys out of the keychain. Rejects with provider-unknown, or provider-in-use naming the routes. */
export async function deleteProvider(id: string, config: ConfigStore, keys: ProviderKeys): Promise<void> {
  const provider = config.current().providers.find((candidate) => candidate.id === id);
  if (!provider) throw new AppError('provider-unknown', `There is no provider ${id}.`);
  const routes = findRoutesTo(config.current(), id);
  if (routes.length > 0) {
    const which = routes.length === 1 ? `the route ${routes[0]} has` : `the routes ${routes.join(', ')} have`;
    throw new AppError(
      'provider-in-use',
      `${id} can't be deleted: ${which} a target there.`,
      'Take the targets out of the routes first.',
    );
  }
  await config.update((file) => dropProvider(file, id));
  for (const place of listPlaces(provider)) {
    if (await keys.stored(place).catch(() => null)) await keys.store(place, null);
  }
}
