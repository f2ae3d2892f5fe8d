import type { ConfigFile } from '../../../shared/config/config-schema';
import type { ProxyPorts } from '../../ports';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';

/** The values of the keys as the test proxy makes them up. */
export const MAIN = 'key-of-up';
export const WORK = 'key-of-up-work';

export const fine: FakeAnswer = { blocks: [{ type: 'text', text: 'Here you are.' }] };

export function refusal(status: number, headers: Record<string, string> = {}, message = 'No.'): FakeAnswer {
  return { error: { status, headers, body: { error: { message } } } };
}

/** A server with several keys, `up`, another with one, `other`, and a proxy whose default route leads to the first and then the second. */
export interface KeyStand {
  proxy: TestProxy;
  up: FakeUpstream;
  other: FakeUpstream;
  /** The keys that `up` was asked with so far, in order. */
  asked(): string[];
  close(): Promise<void>;
}

export interface KeyStandOptions {
  /** What `up` answers to a key, the `count`th time that it comes; {@link fine} when left out. */
  answer?(key: string, count: number): FakeAnswer;
  /** What `other` answers. */
  otherAnswer?: FakeAnswer;
  targets?: string[];
  ports?: Partial<ProxyPorts>;
}

export function configOf(up: FakeUpstream, other: FakeUpstream, targets: string[]): Omit<ConfigFile, 'version'> {
  const provider = { preset: 'custom' as const, dialect: 'openai-chat' as const, models: ['fake-model', 'small-model'] };
  return {
    providers: [
      {
        ...provider,
        id: 'up',
        name: 'Up',
        baseUrl: up.url,
        keys: [{ source: 'keychain' }, { source: 'keychain', name: 'work' }],
      },
      { ...provider, id: 'other', baseUrl: other.url },
    ],
    routes: { default: { targets }, background: { targets: 'up/small-model' } },
  };
}

export async function startKeyStand(options: KeyStandOptions = {}): Promise<KeyStand> {
  const { answer = () => fine, otherAnswer = fine, targets = ['up/fake-model', 'other/fake-model'], ports = {} } = options;
  const asked: string[] = [];
  const up = await startFakeUpstream({
    dialect: 'openai-chat',
    answer({ headers }) {
      const key = String(headers.authorization).replace('Bearer ', '');
      asked.push(key);
      return answer(key, asked.filter((one) => one === key).length);
    },
  });
  const other = await startFakeUpstream({ dialect: 'openai-chat', answer: () => otherAnswer });
  const proxy = await startTestProxy(configOf(up, other, targets), {}, ports);
  return {
    proxy,
    up,
    other,
    asked: () => asked,
    async close() {
      await proxy.close();
      await Promise.all([up.close(), other.close()]);
    },
  };
}
