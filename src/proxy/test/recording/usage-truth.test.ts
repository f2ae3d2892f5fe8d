import { describe, expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import type { Exchange } from '../../../shared/model/exchange';
import type { ProxyPorts } from '../../ports';
import type { FakeAnswer, FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { chatRecords, messagesRecords } from '../conformance/bad-servers';
import { closeLater, fine, refuses, sendAndHangUp, upstream, type Dialect } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';

/** $2 for a million tokens of input and $10 of output, wherever they are bought. */
const PRICES: ConfigFile['prices'] = {
  own: ['first/*', 'second/*'].map((target) => ({ target, input: 2, output: 10, cacheRead: 0.2 })),
};

async function proxyFor(
  upstreams: Record<string, Pick<FakeUpstream, 'url'>>,
  dialect: Dialect = 'anthropic-messages',
  ports: Partial<ProxyPorts> = {},
): Promise<TestProxy> {
  return closeLater(await startTestProxy({ ...configFor(upstreams, dialect), prices: PRICES }, {}, ports));
}

/** The row of one request that was answered with this. */
async function rowOf(answer: FakeAnswer, dialect: Dialect = 'anthropic-messages', stream = true): Promise<Exchange> {
  const proxy = await proxyFor({ first: await upstream(dialect, answer) }, dialect);
  await (await proxy.send(messagesRequest({ stream }))).text();
  return onlyRow(proxy);
}

async function onlyRow(proxy: TestProxy): Promise<Exchange> {
  const [row] = await proxy.rows(1);
  if (row === undefined) throw new Error('no row');
  return row;
}

const text = [{ start: { type: 'text', text: '' }, deltas: [{ type: 'text_delta', text: 'Here you are.' }] }];
const messages = (start: object, end: object): FakeAnswer => ({ records: messagesRecords(text, 'end_turn', { start, end }) });
const chat = (usage: object | null): FakeAnswer => ({ records: chatRecords([{ content: 'Here you are.' }], 'stop', { usage }) });

describe('usage that cannot be', () => {
  it('is counted as nothing where it is negative, on either lane, and the row says so', async () => {
    const passed = await rowOf(messages({ input_tokens: -40, output_tokens: 1 }, { output_tokens: 9 }));
    expect(passed.usage).toMatchObject({ input: 0, output: 9 });
    expect(passed.cost.total).toBe(90_000);
    expect(passed.oddities).toEqual(['first reported -40 tokens of input; they are counted as 0.']);

    const translated = await rowOf(chat({ prompt_tokens: 100, completion_tokens: -9, total_tokens: 91 }), 'openai-chat');
    expect(translated.usage).toMatchObject({ input: 100, output: 0 });
    expect(translated.oddities).toHaveLength(1);
  });

  it('is clamped where it is absurd, so that no bill explodes, and the row says so', async () => {
    const row = await rowOf(messages({ input_tokens: 5_000_000_000, output_tokens: 1 }, { output_tokens: 9 }));
    expect(row.usage.input).toBeLessThan(1_000_000);
    expect(row.cost.total).toBeLessThan(2_000_000_000);
    expect(row.oddities).toEqual([expect.stringContaining('reported 5,000,000,000 tokens of input')]);
  });

  it('is unknown where it is no number, and then estimated and marked', async () => {
    const row = await rowOf(messages({ input_tokens: 'many', output_tokens: 1 }, { output_tokens: 9 }));
    expect(row.usage).toMatchObject({ output: 9, estimated: true });
    expect(row.usage.input).toBeGreaterThan(0);
    expect(row.oddities).toEqual([expect.stringContaining('tokens of input that are no number')]);
  });
});

describe('usage that comes more than once', () => {
  it('is counted once: each report holds what the earlier ones said (Messages)', async () => {
    const records = messagesRecords(text, 'end_turn', {
      start: { input_tokens: 40, output_tokens: 1 },
      end: { output_tokens: 9 },
    });
    const delta = records.find((record) => record.startsWith('event: message_delta')) ?? '';
    const end = records.length - 2;
    const row = await rowOf({ records: [...records.slice(0, end), delta, delta, ...records.slice(end)] });
    expect(row.usage).toMatchObject({ input: 40, output: 9, estimated: false });
    expect(row.cost.total).toBe(40 * 2_000 + 9 * 10_000);
    expect(row.oddities).toEqual([]);
  });

  it('is counted once where every chunk repeats it (Chat Completions)', async () => {
    const usage = { prompt_tokens: 40, completion_tokens: 9, total_tokens: 49 };
    const records = chatRecords([{ content: 'Here ' }, { content: 'you are.' }], 'stop', { usage });
    const last = records.at(-2) ?? '';
    const row = await rowOf({ records: [...records.slice(0, -1), last, last, ...records.slice(-1)] }, 'openai-chat');
    expect(row.usage).toMatchObject({ input: 40, output: 9, estimated: false });
    expect(row.cost.total).toBe(40 * 2_000 + 9 * 10_000);
  });
});

describe('a provider that reports nothing', () => {
  it.each([true, false])('has its usage estimated, marked as such, and priced (streaming: %s)', async (stream) => {
    const answer: FakeAnswer = { ...chat(null), usage: { input: 0, output: 0 } };
    const row = await rowOf(answer, 'openai-chat', stream);
    expect(row.usage.estimated).toBe(true);
    expect(row.usage.input).toBeGreaterThan(0);
    expect(row.usage.output).toBeGreaterThan(0);
    expect(row.cost.total).toBe((row.usage.input ?? 0) * 2_000 + (row.usage.output ?? 0) * 10_000);
  });
});

describe('an attempt that brought no answer', () => {
  it('counts where it cost something: the answer broke off after its first words, and the next target gave another', async () => {
    const broken: FakeAnswer = {
      ...messages({ input_tokens: 1_000, output_tokens: 1 }, { output_tokens: 9 }),
      fault: { afterRecords: 1, kind: 'cut' },
    };
    const proxy = await proxyFor({
      first: await upstream('anthropic-messages', broken),
      second: await upstream('anthropic-messages', messages({ input_tokens: 40, output_tokens: 1 }, { output_tokens: 9 })),
    });
    await (await proxy.send(messagesRequest())).text();
    const row = await onlyRow(proxy);
    const costs = row.attempts.map(({ providerId, cost }) => [providerId, cost?.total ?? null]);
    expect(row.outcome).toBe('ok');
    expect(costs.at(-1)).toEqual(['second', 40 * 2_000 + 9 * 10_000]);
    expect(costs[0]?.[1]).toBeGreaterThanOrEqual(1_000 * 2_000);
    expect(row.cost.total).toBe(costs.reduce((sum, [, cost]) => sum + Number(cost), 0));
    expect(row.usage.input).toBe(row.attempts.reduce((sum, { usage }) => sum + (usage?.input ?? 0), 0));
  });

  it('costs nothing where it was refused', async () => {
    const proxy = await proxyFor({
      first: await upstream('anthropic-messages', refuses(529)),
      second: await upstream('anthropic-messages', fine),
    });
    await (await proxy.send(messagesRequest())).text();
    const row = await onlyRow(proxy);
    expect(row.attempts.map(({ usage, cost }) => [usage === null, cost === null])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(row.cost.total).toBe(row.attempts[1]?.cost?.total);
  });

  it('counts where the client hung up in the middle of the answer', async () => {
    const slow: FakeAnswer = {
      ...messages({ input_tokens: 1_000, output_tokens: 1 }, { output_tokens: 9 }),
      fault: { afterRecords: 3, kind: 'hang' },
    };
    const proxy = await proxyFor({ first: await upstream('anthropic-messages', slow) });
    const request = sendAndHangUp(proxy);
    await expect.poll(() => proxy.events.at(-1)?.exchange.firstTokenMs).toEqual(expect.any(Number));
    request.hangUp();
    await request.ended;
    const row = await onlyRow(proxy);
    expect(row).toMatchObject({ outcome: 'aborted', usage: { input: 1_000, estimated: true } });
    expect(row.cost.total).toBeGreaterThan(1_000 * 2_000);
  });
});

describe('a clock that is set back while a request runs', () => {
  it('leaves its durations right, and the row says so', async () => {
    let wall = Date.parse('2026-06-12T10:00:00Z');
    const proxy = await proxyFor({ first: await upstream('anthropic-messages', fine) }, 'anthropic-messages', {
      now: () => {
        const time = wall;
        wall -= 3_600_000;
        return time;
      },
    });
    await (await proxy.send(messagesRequest())).text();
    const row = await onlyRow(proxy);
    expect(row.durationMs).toBeGreaterThanOrEqual(0);
    expect(row.durationMs).toBeLessThan(60_000);
    expect(row.oddities).toEqual([expect.stringMatching(/^The clock was set back by [\d,]+ s while it ran\.$/)]);
  });
});
