import type { Config } from '../../shared/config/config-schema';
import { AppError } from '../../shared/errors';
import type { ProviderInput } from '../../shared/ipc/contract';
import type { ProviderSummary } from '../../shared/model/provider';
import type { ConfigStore } from '../config';
import type { ProviderKeys } from '../credentials/provider-keys';
import type { Host } from '../host-api';
import type { readNetwork } from '../network/read-network';
import type { ProxyClient } from '../threads/proxy-client';
import { addSimulator } from './add-simulator';
import { deleteProvider } from './delete-provider';
import { prepareTest } from './prepare-test';
import { saveProvider } from './save-provider';
import { diagnoseKeys, testKeys } from './test-keys';

export type ProviderActions = Pick<
  Host,
  'saveProvider' | 'deleteProvider' | 'testProvider' | 'diagnoseProvider' | 'addSimulator'
>;

export interface ProviderActionsOptions {
  config: ConfigStore;
  keys: ProviderKeys;
  proxy: Pick<ProxyClient, 'call'>;
  /** Has the proxy route by what changed. */
  route(): Promise<void>;
  readNetwork(config: Config): ReturnType<typeof readNetwork>;
  /** The providers as the screens have them. */
  list(): ProviderSummary[];
}

/** What a user does with providers. */
export function createProviderActions({
  config,
  keys,
  proxy,
  route,
  readNetwork: readNetworkOf,
  list,
}: ProviderActionsOptions): ProviderActions {
  /** What a test of the form as it stands is made with. */
  async function prepareCall(input: ProviderInput) {
    const current = config.current();
    const before = current.providers.find((provider) => provider.id === input.previousId);
    const prepared = await prepareTest(input, before, keys, config.environment);
    const providers = [...current.providers, prepared.provider];
    return { ...prepared, network: await readNetworkOf({ ...current, providers }) };
  }

  async function findSummary(id: string): Promise<ProviderSummary> {
    await route();
    const summary = list().find((provider) => provider.id === id);
    if (!summary) throw new AppError('provider-unknown', `There is no provider ${id} any more.`);
    return summary;
  }

  return {
    async saveProvider(input) {
      await saveProvider(input, config, keys);
      return findSummary(input.id);
    },
    async deleteProvider(id) {
      await deleteProvider(id, config, keys);
      await route();
    },
    async testProvider(input) {
      const { keys: tested, ...call } = await prepareCall(input);
      return testKeys(tested, (key) => proxy.call('test', { ...call, key }));
    },
    async diagnoseProvider(input) {
      const { keys: tested, ...call } = await prepareCall(input);
      return diagnoseKeys(tested, (key) => proxy.call('diagnose', { ...call, key }));
    },
    addSimulator: async () => findSummary(await addSimulator(config)),
  };
}
