import { resolveProvider } from '../../proxy';
import { AppError, toAppErrorData } from '../../shared/errors';
import type { ProviderInput } from '../../shared/ipc/contract';
import type { ConfigStore } from '../config';
import { cleanKey, type ProviderKeys } from '../credentials/provider-keys';
import { putProvider } from './edit-config';
import { toProviderEntry, type ProviderBefore, type ProviderEntry } from './to-provider-entry';

/**
 * Saves a provider from the form. The key goes to the keychain first: when that fails nothing is saved, and when the
 * config then can't be written the keychain is put back. A new id takes key and targets along.
 * Rejects with AppError.
 */
export async function saveProvider(input: ProviderInput, config: ConfigStore, keys: ProviderKeys): Promise<void> {
  refuseClash(input, config);
  const undoKey = await storeKey(input, keys);
  try {
    await config.update((file) => {
      const entry = file.providers?.find((provider) => provider.id === input.previousId);
      return putProvider(file, toProviderEntry(input, entry ? findBefore(entry, config) : null), entry ? input.previousId : null);
    });
  } catch (error) {
    await undoKey();
    throw error;
  }
  await forgetOldKey(input, keys);
}

function findBefore(entry: ProviderEntry, config: ConfigStore): ProviderBefore | null {
  const before = config.current().providers.find((provider) => provider.id === entry.id);
  return before ? { entry, config: before, shownBaseUrl: resolveProvider(before, null).endpoints[0].baseUrl } : null;
}

function refuseClash({ id, previousId }: ProviderInput, config: ConfigStore): void {
  if (id === previousId || !config.current().providers.some((provider) => provider.id === id)) return;
  throw new AppError('input-invalid', `There is a provider with the id ${id} already.`, 'Choose another id.');
}

/** Returns what puts the keychain back as it was. */
async function storeKey({ id, previousId, key }: ProviderInput, keys: ProviderKeys): Promise<() => Promise<void>> {
  const moved = key.kind === 'keep' && previousId !== null && previousId !== id;
  const secret = key.kind === 'set' ? cleanKey(key.secret) : moved ? await keys.stored(previousId) : null;
  if (secret === null) return async () => {};
  const before = await keys.stored(id).catch(() => null);
  try {
    await keys.store(id, secret);
  } catch (error) {
    const { code, message } = toAppErrorData(error);
    throw new AppError(
      code,
      `The key was not saved, nor anything else: ${message}`,
      'Put the key into an environment variable and choose "Environment variable" as its source.',
      { cause: error },
    );
  }
  return () => keys.store(id, before).catch(() => undefined);
}

/** A key that nothing names any more. Left behind when the keychain fails now: it does no harm there. */
async function forgetOldKey({ id, previousId, key }: ProviderInput, keys: ProviderKeys): Promise<void> {
  const unused = key.kind === 'none' || key.kind === 'env' ? [id, previousId] : [previousId];
  for (const account of new Set(unused)) {
    if (account === null || (account === id && key.kind !== 'none' && key.kind !== 'env')) continue;
    if (await keys.stored(account).catch(() => null)) await keys.store(account, null).catch(() => undefined);
  }
}
