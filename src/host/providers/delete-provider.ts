import { splitTarget } from '../../shared/config/config-schema';
import { AppError } from '../../shared/errors';
import type { ConfigStore } from '../config';
import { listPlaces, type ProviderKeys } from '../credentials/provider-keys';
import { findRoutesTo, findRulesTo } from './describe-provider';
import { dropProvider } from './edit-config';

/** Takes a provider out of the config and its keys out of the keychain. Rejects with provider-unknown, or provider-in-use naming the routes or rules. */
export async function deleteProvider(id: string, config: ConfigStore, keys: ProviderKeys): Promise<void> {
  const provider = config.current().providers.find((candidate) => candidate.id === id);
  if (!provider) throw new AppError('provider-unknown', `There is no provider ${id}.`);
  refuseWhileUsed('route', id, findRoutesTo(config.current(), id));
  refuseWhileUsed('rule', id, findRulesTo(config.current(), id));
  refuseForPause(id, config.current().pauseTarget);
  await config.update((file) => dropProvider(file, id));
  for (const place of listPlaces(provider)) {
    if (await keys.stored(place).catch(() => null)) await keys.store(place, null);
  }
}

function refuseWhileUsed(kind: 'route' | 'rule', id: string, users: string[]): void {
  if (users.length === 0) return;
  const which = users.length === 1 ? `the ${kind} ${users[0]} has` : `the ${kind}s ${users.join(', ')} have`;
  throw new AppError(
    'provider-in-use',
    `${id} can't be deleted: ${which} a target there.`,
    `Take the targets out of the ${kind}s first.`,
  );
}

function refuseForPause(id: string, pauseTarget: string | undefined): void {
  if (pauseTarget === undefined || splitTarget(pauseTarget).providerId !== id) return;
  const message = `${id} can't be deleted: while routing is paused, everything goes there.`;
  throw new AppError('provider-in-use', message, 'Choose another place for the pause first.');
}
