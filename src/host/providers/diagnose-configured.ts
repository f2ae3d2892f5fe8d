import path from 'node:path';
import { diagnoseProvider, resolveProvider } from '../../proxy';
import type { Config } from '../../shared/config/config-schema';
import { AppError } from '../../shared/errors';
import type { Diagnosis } from '../../shared/model/diagnosis';
import { describeConfigFault } from '../config';
import { readDotEnv } from '../config/dot-env';
import { readConfig } from '../config/read-config';
import { readText } from '../config/read-text';
import { createProviderKeys } from '../credentials/provider-keys';
import { readNetwork } from '../network/read-network';
import { diagnoseKeys } from './test-keys';
import { createKeychain } from '../secrets';
import { startSimulator } from '../simulator';

type LookUp = (name: string) => string | undefined;

export interface DiagnoseOptions {
  providerId: string;
  dataFolder: string;
  environment: Readonly<Record<string, string | undefined>>;
}

export interface ConfiguredDiagnosis {
  diagnosis: Diagnosis;
  name: string;
  /** Why its key could not be read, in one sentence; null when it could, or none is needed. */
  keyProblem: string | null;
  /** True while a call into the keychain hangs: the process then ends by SIGKILL only. */
  hasStuckKeychainCall: boolean;
}

/**
 * Diagnoses a provider of the data folder's config, without a running host. Nothing is written. Rejects with AppError when
 * the config cannot be read or has no such provider.
 */
export async function diagnoseConfigured({ providerId, dataFolder, environment }: DiagnoseOptions): Promise<ConfiguredDiagnosis> {
  const { config, lookUp } = await readPresent(dataFolder, environment);
  const provider = config.providers.find(({ id }) => id === providerId);
  if (!provider) {
    const ids = config.providers.map(({ id }) => id);
    const known = ids.length === 0 ? 'There are none yet.' : `There are: ${ids.join(', ')}.`;
    throw new AppError('provider-unknown', `There is no provider ${providerId} in the config.`, known);
  }
  const keychain = createKeychain();
  const keys = (await createProviderKeys(keychain, lookUp).read([provider]))[providerId] ?? [];
  const usable = keys.some(({ value }) => value !== null) ? keys.filter(({ value }) => value !== null) : [{ value: null }];
  const network = await readNetwork({ ...config, providers: [provider] }, dataFolder, lookUp);
  const simulator = provider.preset === 'simulator' ? await startSimulator() : null;
  const resolved = resolveProvider(provider, simulator?.url ?? null, network);
  try {
    return {
      diagnosis: await diagnoseKeys(usable, (key) => diagnoseProvider(resolved, key)),
      name: resolved.name,
      keyProblem: keys.find(({ problem }) => problem !== null)?.problem ?? null,
      hasStuckKeychainCall: keychain.hasStuckCall(),
    };
  } finally {
    await simulator?.close();
  }
}

async function readPresent(
  folder: string,
  environment: DiagnoseOptions['environment'],
): Promise<{ config: Config; lookUp: LookUp }> {
  const dotEnv = await readDotEnv(path.join(folder, '.env'));
  const own = (variables: DiagnoseOptions['environment'], name: string) =>
    Object.hasOwn(variables, name) ? variables[name] : undefined;
  const lookUp: LookUp = (name) => own(environment, name) ?? own(dotEnv, name);
  const file = path.join(folder, 'config.json');
  const found = await readText(file);
  if (found.kind === 'missing') throw new AppError('config-unreadable', `There is no config at ${file} yet.`);
  if (found.kind === 'unreadable') throw new AppError('config-unreadable', `${file} could not be read: ${found.reason}.`);
  const read = readConfig(found.text, file, lookUp);
  if (read.ok) return { config: read.config, lookUp };
  throw new AppError('config-invalid', describeConfigFault(read.fault), 'Mend the config first.');
}
