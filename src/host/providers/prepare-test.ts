import { ProviderConfig } from '../../shared/config/config-schema';
import { keyIdOf, labelKey } from '../../shared/config/key-id';
import { AppError } from '../../shared/errors';
import type { KeyInput, ProviderInput } from '../../shared/ipc/contract';
import { cleanKey, type ProviderKeys } from '../credentials/provider-keys';
import { toProviderEntry } from './to-provider-entry';

/** A key to try, or none, and what a sentence calls it. */
export interface TestKey {
  label: string;
  value: string | null;
}

/** What a test call with each of the keys needs, from the form as it stands. Rejects with input-invalid when a field is missing or wrong. */
export async function prepareTest(
  input: ProviderInput,
  before: ProviderConfig | undefined,
  keys: ProviderKeys,
  environment: (name: string) => string | undefined,
): Promise<{ provider: ProviderConfig; keys: TestKey[] }> {
  const parsed = ProviderConfig.safeParse({
    ...toProviderEntry(input, null),
    headers: before?.headers ?? {},
    ...(before?.auth && { auth: before.auth }),
    ...(before?.proxy !== undefined && { proxy: before.proxy }),
    ...(before?.caFile !== undefined && { caFile: before.caFile }),
    ...(before?.limits && { limits: before.limits }),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('input-invalid', `${issue?.path.join('.') ?? 'The form'} ${issue?.message ?? 'is not valid'}.`);
  }
  const found: TestKey[] = [];
  for (const [index, key] of input.keys.entries()) {
    const source = parsed.data.keys[index] ?? { source: 'none' };
    found.push({ label: labelKey(keyIdOf(source)), value: await findKey(key, input.previousId ?? input.id, keys, environment) });
  }
  return { provider: parsed.data, keys: found };
}

async function findKey(
  key: KeyInput,
  providerId: string,
  keys: ProviderKeys,
  environment: (name: string) => string | undefined,
): Promise<string | null> {
  switch (key.kind) {
    case 'none':
      return null;
    case 'set':
      return cleanKey(key.secret);
    case 'keep':
      return keys.stored({ providerId, name: key.name });
    case 'env': {
      const value = environment(key.variable)?.trim();
      if (value) return value;
      throw new AppError(
        'input-invalid',
        `The environment variable ${key.variable} is not set.`,
        'Set it where Switchyard is started, or in .env in the data folder.',
      );
    }
  }
}
