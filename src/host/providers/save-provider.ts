import { resolveProvider } from '../../proxy';
import type { ProviderConfig } from '../../shared/config/config-schema';
import { AppError, toAppErrorData } from '../../shared/errors';
import type { ProviderInput } from '../../shared/ipc/contract';
import type { ConfigStore } from '../config';
import { cleanKey, listPlaces, type KeyPlace, type ProviderKeys } from '../credentials/provider-keys';
import { putProvider } from './edit-config';
import { toProviderEntry, type ProviderBefore, type ProviderEntry } from './to-provider-entry';

/**
 * Saves a provider from the form. The keys go to the keychain first: when that fails nothing is saved, and when the
 * config then can't be written the keychain is put back. A new id takes keys and targets along.
 * Rejects with AppError.
 */
export async function saveProvider(input: ProviderInput, config: ConfigStore, keys: ProviderKeys): Promise<void> {
  refuseClash(input, config);
  const before = config.current().providers.find(({ id }) => id === input.previousId);
  const undoKeys = await storeKeys(input, keys);
  try {
    await config.update((file) => {
      const entry = file.providers?.find((provider) => provider.id === input.previousId);
      return putProvider(file, toProviderEntry(input, entry ? findBefore(entry, config) : null), entry ? input.previousId : null);
    });
  } catch (error) {
    await undoKeys();
    throw error;
  }
  await forgetOldKeys(input, before, keys);
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
async function storeKeys(input: ProviderInput, keys: ProviderKeys): Promise<() => Promise<void>> {
  const replaced: { place: KeyPlace; secret: string | null }[] = [];
  const undo = async () => {
    for (const { place, secret } of replaced) await keys.store(place, secret).catch(() => undefined);
  };
  try {
    for (const { place, secret } of await listSecrets(input, keys)) {
      const before = await keys.stored(place).catch(() => null);
      await keys.store(place, secret);
      replaced.push({ place, secret: before });
    }
  } catch (error) {
    await undo();
    throw error instanceof AppError && error.code === 'input-invalid' ? error : refuseToSave(error);
  }
  return undo;
}

/** What was typed, and what a new id takes along. */
async function listSecrets(
  { id, previousId, keys: inputs }: ProviderInput,
  keys: ProviderKeys,
): Promise<{ place: KeyPlace; secret: string }[]> {
  const secrets: { place: KeyPlace; secret: string }[] = [];
  for (const input of inputs) {
    if (input.kind !== 'set' && input.kind !== 'keep') continue;
    const { name } = input;
    const moved = previousId !== null && previousId !== id;
    const kept = input.kind === 'keep' && moved ? await keys.stored({ providerId: previousId, name }) : null;
    const secret = input.kind === 'set' ? cleanKey(input.secret) : kept;
    if (secret !== null) secrets.push({ place: { providerId: id, name }, secret });
  }
  return secrets;
}

function refuseToSave(error: unknown): AppError {
  const { code, message } = toAppErrorData(error);
  return new AppError(
    code,
    `The key was not saved, nor anything else: ${message}`,
    'Put the key into an environment variable and choose "Environment variable" as its source.',
    { cause: error },
  );
}

/** Keys that nothing names any more. Left behind when the keychain fails now: they do no harm there. */
async function forgetOldKeys(
  { id, previousId, keys: inputs }: ProviderInput,
  before: ProviderConfig | undefined,
  keys: ProviderKeys,
): Promise<void> {
  const named = new Set(inputs.flatMap((input) => (input.kind === 'set' || input.kind === 'keep' ? [input.name] : [])));
  const old: KeyPlace[] = [{ providerId: id, name: null }, ...(before ? listPlaces(before) : [])];
  if (previousId !== null) old.push({ providerId: previousId, name: null });
  for (const place of old) {
    if (place.providerId === id && named.has(place.name)) continue;
    if (await keys.stored(place).catch(() => null)) await keys.store(place, null).catch(() => undefined);
  }
}
