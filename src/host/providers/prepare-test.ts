import { ProviderConfig } from '../../shared/config/config-schema';
import { AppError } from '../../shared/errors';
import type { ProviderInput } from '../../shared/ipc/contract';
import { cleanKey, type ProviderKeys } from '../credentials/provider-keys';
import { toProviderEntry } from './to-provider-entry';

/** What a test call needs, from the form as it stands. Rejects with input-invalid when a field is missing or wrong. */
export async function prepareTest(
  input: ProviderInput,
  before: ProviderConfig | undefined,
  keys: ProviderKeys,
  environment: (name: string) => string | undefined,
): Promise<{ provider: ProviderConfig; key: string | null }> {
  const parsed = ProviderConfig.safeParse({
    ...toProviderEntry(input, null),
    headers: before?.headers ?? {},
    ...(before?.auth && { auth: before.auth }),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('input-invalid', `${issue?.path.join('.') ?? 'The form'} ${issue?.message ?? 'is not valid'}.`);
  }
  return { provider: parsed.data, key: await findKey(input, keys, environment) };
}

async function findKey(
  { id, previousId, key }: ProviderInput,
  keys: ProviderKeys,
  environment: (name: string) => string | undefined,
): Promise<string | null> {
  switch (key.kind) {
    case 'none':
      return null;
    case 'set':
      return cleanKey(key.secret);
    case 'keep':
      return keys.stored(previousId ?? id);
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
