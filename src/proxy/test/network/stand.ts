import { configFor, messagesRequest } from '../messages';
import type { ProxySettings } from '../../ports';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';

type Config = Parameters<typeof startTestProxy>[0];
type Provider = NonNullable<Config['providers']>[number];

/** Whatever was opened in a test, closed at its end in the opposite order. */
export function createCloser() {
  const opened: { close(): Promise<void> }[] = [];
  return {
    keep<T extends { close(): Promise<void> }>(part: T): T {
      opened.push(part);
      return part;
    },
    async closeAll(): Promise<void> {
      for (const part of opened.splice(0).reverse()) await part.close();
    },
  };
}

export const portOf = (upstream: Pick<FakeUpstream, 'url'>): number => Number(new URL(upstream.url).port);

export function startUpstream(answer: FakeAnswer = { blocks: [{ type: 'text', text: 'Reached.' }] }): Promise<FakeUpstream> {
  return startFakeUpstream({ dialect: 'anthropic-messages', answer: () => answer });
}

/** Switchyard with one provider, `acme`, at this address; `network` is what the host would have read. */
export function routeTo(
  url: string,
  own: Partial<Provider> = {},
  config: Partial<Config> = {},
  network: Partial<NonNullable<ProxySettings['network']>> = {},
): Promise<TestProxy> {
  return startTestProxy(withProvider(url, own, config), { network: { variables: {}, certificates: {}, ...network } });
}

export function withProvider(url: string, own: Partial<Provider>, config: Partial<Config> = {}): Config {
  const { providers, routes } = configFor({ acme: { url } }, 'anthropic-messages');
  return { providers: (providers ?? []).map((provider) => ({ ...provider, ...own })), ...(routes && { routes }), ...config };
}

/** What a client gets for a small request. */
export async function ask(proxy: TestProxy): Promise<{ status: number; text: string }> {
  const reply = await proxy.send(messagesRequest());
  return { status: reply.status, text: await reply.text() };
}
