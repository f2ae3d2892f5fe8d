import { Config, type ConfigFile, type KeySource } from '../../shared/config/config-schema';
import { keyIdOf } from '../../shared/config/key-id';
import type { Exchange, ExchangeEvent } from '../../shared/model/exchange';
import type { Situation } from '../../shared/model/situation';
import { createProxy, type Proxy } from '../create-proxy';
import type { ProviderKey, ProxyPorts, ProxySettings } from '../ports';

export const TEST_TOKEN = 'sy-test-token';

/** A proxy on a free port with the ports that a test wants to look into. */
export interface TestProxy {
  url: string;
  events: ExchangeEvent[];
  logs: string[];
  apply(config: Omit<ConfigFile, 'version'>, more?: Partial<ProxySettings>): Promise<void>;
  situate(situation: Situation): void;
  explain: Proxy['explain'];
  budgets: Proxy['budgets'];
  rereadSpend: Proxy['rereadSpend'];
  /** Sends a Messages request as a client with the right token would. */
  send(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The finished rows, once there are `count` of them. */
  rows(count: number): Promise<Exchange[]>;
  inFlight(): number;
  close(graceMs?: number): Promise<void>;
}

/** What a test waits between two attempts, about, in ms: it is the order that tests look at. */
const RETRY_DELAY_MS = 2;

export async function startTestProxy(
  config: Omit<ConfigFile, 'version'>,
  more: Partial<ProxySettings> = {},
  ports: Partial<ProxyPorts> = {},
): Promise<TestProxy> {
  const events: ExchangeEvent[] = [];
  const logs: string[] = [];
  const waiting: (() => void)[] = [];
  const proxy = createProxy(
    {
      record(event) {
        events.push(structuredClone(event));
        waiting.forEach((look) => look());
      },
      log: (_level, message) => logs.push(message),
      now: Date.now,
      countThread: null,
      ...ports,
      failurePolicy: { firstDelayMs: RETRY_DELAY_MS, ...ports.failurePolicy },
    },
    '0.0.0-test',
  );
  const finished = () => events.filter(({ kind }) => kind === 'finished').map(({ exchange }) => exchange);
  const apply: TestProxy['apply'] = async (next, extra = {}) => {
    const parsed = Config.parse({ version: 1, ...next });
    const keys: Record<string, ProviderKey[]> = {};
    for (const { id, keys: sources } of parsed.providers) keys[id] = sources.map((source) => pretendKey(id, source));
    await proxy.apply({
      config: parsed,
      clientToken: TEST_TOKEN,
      keys,
      simulatorUrl: null,
      configFault: null,
      paused: false,
      pins: [],
      ...more,
      ...extra,
    });
  };
  await apply(config);
  const port = await proxy.listen('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    events,
    logs,
    apply,
    situate: proxy.situate,
    send: (body, headers = {}) =>
      fetch(`${url}/v1/messages?beta=true`, {
        method: 'POST',
        headers: { 'x-api-key': TEST_TOKEN, 'anthropic-version': '2023-06-01', 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async rows(count) {
      while (finished().length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return finished();
    },
    explain: proxy.explain,
    budgets: proxy.budgets,
    rereadSpend: proxy.rereadSpend,
    inFlight: () => proxy.inFlight(),
    close: (graceMs = 0) => proxy.close(graceMs),
  };
}

/** `key-of-ID` for the provider's usual key, `key-of-ID-NAME` for one with a name. */
function pretendKey(providerId: string, source: KeySource): ProviderKey {
  const name = source.source === 'keychain' && source.name !== undefined ? `-${source.name}` : '';
  return { id: keyIdOf(source), value: source.source === 'none' ? null : `key-of-${providerId}${name}`, problem: null };
}
