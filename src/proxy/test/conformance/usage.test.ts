import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { UpstreamDialect } from '../../../shared/model/provider';
import { parseEvents } from '../messages';
import { messagesRecords } from './bad-servers';
import type { Wire } from './client';
import { clients, modelOf, startStand, UPSTREAMS, type Stand } from './start-stand';

/** Pitfalls 46 to 48 (docs/sources.md, Pitfalls) through the running proxy. */
const VENDORS = [
  'deepseek',
  'moonshot',
  'mistral',
  'openrouter',
  'zai',
  'minimax',
  'groq',
  'openai-chat',
  'openai',
  'gemini',
  'ollama',
  'anthropic',
] as const;
let stand: Stand;
beforeAll(async () => {
  stand = await startStand(VENDORS);
});
afterAll(() => stand.stop());

const messages = clients['anthropic-messages'];
const usage = { input: 40, output: 9, cacheRead: 100 };

// https://github.com/MAXeaglet/commandcode-proxy/issues/25, https://github.com/youssofal/MTPLX/pull/417
describe.each(VENDORS)('46. counts no cached token twice (%s)', (id) => {
  it.each([true, false])('streaming: %s', async (stream) => {
    const before = (await stand.proxy.rows(0)).length;
    stand.play(id, { usage });
    expect((await stand.ask(messages, id, {}, { stream })).usage).toEqual(usage);
    const row = (await stand.proxy.rows(before + 1)).at(-1);
    expect(row?.usage).toMatchObject({ ...usage, estimated: false });
  });

  it.each(['openai-chat', 'openai-responses'] as const)('and adds it where the client counts it in (%s)', async (dialect) => {
    stand.play(id, { usage });
    // Its prompt_tokens and input_tokens hold the cached ones; the client takes them out again.
    expect((await stand.ask(clients[dialect], id, {}, { stream: false })).usage).toEqual(usage);
  });
});

// https://github.com/router-for-me/CLIProxyAPI/issues/1700, https://github.com/BerriAI/litellm/issues/24176
it.each(UpstreamDialect.options.filter((dialect) => dialect !== 'anthropic-messages'))(
  '47. begins with an estimate and ends with the figures of the upstream (%s)',
  async (dialect) => {
    const id = UPSTREAMS[dialect];
    stand.play(id, { usage });
    const question = { turns: [{ role: 'user', text: 'Some words to count. '.repeat(200) }] } as const;
    const response = await stand.post(messages, messages.body(`${id},${modelOf(id)}`, { turns: [...question.turns] }, true));
    const events = parseEvents(await response.text());
    const start = (events[0]?.data.message as Wire).usage;
    expect(start.input_tokens).toBeGreaterThan(500);
    expect(start.input_tokens).toBeLessThan(2_000);
    const end = events.find(({ event }) => event === 'message_delta')?.data.usage as Wire;
    for (const one of [start, end])
      expect(one.cache_creation).toEqual({ ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 });
    expect(end).toMatchObject({ input_tokens: 40, cache_read_input_tokens: 100, output_tokens: 9 });
  },
);

// https://github.com/jeremychone/rust-genai/pull/258, https://github.com/getpaseo/paseo/pull/4295
describe('48. takes what is known at the end only, field by field', () => {
  const start = { input_tokens: 0, output_tokens: 1 };
  const text = [{ start: { type: 'text', text: '' }, deltas: [{ type: 'text_delta', text: 'Yes.' }] }];
  it.each([
    ['all of it', start, { input_tokens: 40, cache_read_input_tokens: 100, output_tokens: 9 }],
    ['the cached ones', { ...start, input_tokens: 40 }, { cache_read_input_tokens: 100, output_tokens: 9 }],
    ['the output', { ...start, input_tokens: 40, cache_read_input_tokens: 100 }, { output_tokens: 9 }],
  ])('%s', async (_what, first, last) => {
    for (const dialect of ClientDialect.options) {
      const before = (await stand.proxy.rows(0)).length;
      stand.play('anthropic', { records: messagesRecords(text, 'end_turn', { start: first, end: last }) });
      expect((await stand.ask(clients[dialect], 'anthropic')).usage).toEqual(usage);
      expect((await stand.proxy.rows(before + 1)).at(-1)?.usage).toMatchObject(usage);
    }
  });
});
