import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { ProxyPorts } from '../ports';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../testing/start-test-proxy';
import { assembleAnswer, configFor, messagesRequest, parseEvents } from './messages';

export type Dialect = 'anthropic-messages' | 'openai-chat';

export const DIALECTS = ['anthropic-messages', 'openai-chat'] as const;

export const fine: FakeAnswer = { blocks: [{ type: 'text', text: 'Here you are.' }] };

export const refuses = (
  status: number,
  headers: Record<string, string> = {},
  body: unknown = { error: { message: 'No.' } },
): FakeAnswer => ({ error: { status, body, headers } });

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Closed at the end of the test, what was opened last first. */
export function closeLater<T extends { close(): Promise<unknown> }>(part: T): T {
  cleanups.push(() => part.close());
  return part;
}

/** An upstream that gives these answers one after the other, and the last of them from then on. */
export async function upstream(dialect: Dialect, ...answers: FakeAnswer[]): Promise<FakeUpstream> {
  return closeLater(
    await startFakeUpstream({ dialect, answer: (_, count) => answers[Math.min(count, answers.length) - 1] ?? fine }),
  );
}

/** A proxy with a provider for each of the upstreams, and a default route over them in that order. */
export async function proxyFor(
  upstreams: Record<string, Pick<FakeUpstream, 'url'>>,
  dialect: Dialect = 'openai-chat',
  ports: Partial<ProxyPorts> = {},
): Promise<TestProxy> {
  return closeLater(await startTestProxy(configFor(upstreams, dialect), {}, ports));
}

/** A port at which nobody listens. */
export async function nobody(): Promise<{ url: string }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return { url: `http://127.0.0.1:${port}/v1` };
}

/** The content of a streamed answer. Throws when it is none, or breaks the grammar. */
export async function readContent(response: Response): Promise<unknown> {
  return assembleAnswer(parseEvents(await response.text())).content;
}

/** Sends a request that can hang up. `ended` resolves when it has, however. */
export function sendAndHangUp({ url }: TestProxy): { hangUp(): void; ended: Promise<unknown> } {
  const controller = new AbortController();
  const ended = fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': TEST_TOKEN, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(messagesRequest()),
    signal: controller.signal,
  }).catch(() => null);
  return { hangUp: () => controller.abort(), ended };
}
