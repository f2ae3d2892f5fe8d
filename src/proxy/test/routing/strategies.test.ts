import { expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import { closeLater, proxyFor, upstream } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';
import { startFakeUpstream } from '../../testing/fake-upstream';
import type { TestProxy } from '../../testing/start-test-proxy';

async function send(proxy: TestProxy, session: string, more: Record<string, unknown> = {}) {
  const before = proxy.events.filter(({ kind }) => kind === 'finished').length;
  const response = await proxy.send(messagesRequest(more), { 'x-claude-code-session-id': session });
  await response.text();
  const row = (await proxy.rows(before + 1)).at(-1);
  return { target: `${row?.providerId}/${row?.model}`, reason: row?.reason };
}

it('weighted keeps each conversation with its target and uses them all', async () => {
  const [one, two] = [await upstream('anthropic-messages'), await upstream('anthropic-messages')];
  const proxy = await proxyFor({ one, two }, 'anthropic-messages');
  const targets = [
    { target: 'one/fake-model', weight: 1 },
    { target: 'two/fake-model', weight: 1 },
  ];
  await proxy.apply({ ...configFor({ one, two }, 'anthropic-messages'), routes: { default: { targets, strategy: 'weighted' } } });
  const seen = new Set<string>();
  for (let number = 0; number < 12; number += 1) {
    const first = await send(proxy, `session-${number}`);
    expect((await send(proxy, `session-${number}`)).target).toBe(first.target);
    seen.add(first.target);
  }
  expect([...seen].sort()).toEqual(['one/fake-model', 'two/fake-model']);
});

it('fastest measures each target once and then stays with the quick one', async () => {
  const slow = closeLater(
    await startFakeUpstream({
      dialect: 'anthropic-messages',
      answer: () => ({ headDelayMs: 120, blocks: [{ type: 'text', text: 'Slow.' }] }),
    }),
  );
  const quick = await upstream('anthropic-messages');
  const proxy = await proxyFor({ slow, quick }, 'anthropic-messages');
  const targets = ['slow/fake-model', 'quick/fake-model'];
  await proxy.apply({
    ...configFor({ slow, quick }, 'anthropic-messages'),
    routes: { default: { targets, strategy: 'fastest' } },
  });
  expect((await send(proxy, 'a')).target).toBe('slow/fake-model');
  expect((await send(proxy, 'b')).target).toBe('quick/fake-model');
  const third = await send(proxy, 'c');
  expect(third.target).toBe('quick/fake-model');
  expect(third.reason).toMatch(/quick\/fake-model was the fastest lately, with \d\.\d\d s to the first token\.$/);
});

it('cheapest compares the prices of this very request', async () => {
  const upstreams = { anthropic: await upstream('anthropic-messages'), deepseek: await upstream('anthropic-messages') };
  const proxy = await proxyFor(upstreams, 'anthropic-messages');
  const providers: ConfigFile['providers'] = [
    { id: 'anthropic', preset: 'anthropic', baseUrl: upstreams.anthropic.url, dialect: 'anthropic-messages' },
    { id: 'other', preset: 'anthropic', baseUrl: upstreams.deepseek.url, dialect: 'anthropic-messages' },
  ];
  const targets = ['anthropic/claude-opus-4-1', 'other/claude-3-5-haiku-latest'];
  await proxy.apply({ providers, routes: { default: { targets, strategy: 'cheapest' } } });
  const row = await send(proxy, 'a');
  expect(row.target).toBe('other/claude-3-5-haiku-latest');
  expect(row.reason).toMatch(/is the cheapest for it, at about \$0\.\d{4}\.$/);
});
