import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { UpstreamDialect } from '../../../shared/model/provider';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { parseEvents } from '../messages';
import { chatRecords } from './bad-servers';
import { ToldFailure, type Client } from './client';
import { LONG_WORDS, TOOLS } from './contract-cases';
import { clients, modelOf, startStand, UPSTREAMS, type ProviderId, type Stand } from './start-stand';

/** Pitfalls 49 to 58 (docs/sources.md, Pitfalls) through the running proxy. */
let stand: Stand;
beforeAll(async () => {
  stand = await startStand([
    ...Object.values(UPSTREAMS),
    'openrouter',
    'mistral',
    'moonshot',
    'zai',
    'groq',
    'template',
    'anthropic-after-others',
  ]);
});
afterAll(() => stand.stop());

const messages = clients['anthropic-messages'];
const long = { blocks: [{ type: 'text' as const, text: LONG_WORDS }], pieceSize: 4 };
const pairs = ClientDialect.options.flatMap((client) => UpstreamDialect.options.map((upstream) => ({ client, upstream })));

/** Sends a request and reads until the answer holds these words. */
async function openStream(client: Client, id: ProviderId, words: string) {
  const gone = new AbortController();
  // A test that fails leaves no stream open that would hold up the end.
  onTestFinished(() => gone.abort());
  const body = client.body(`${id},${modelOf(id)}`, { tools: TOOLS }, true);
  const response = await stand.post(client, body, { signal: gone.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  /** All that has come, once it fulfils this, or at the end. */
  async function readUntil(isThere: (all: string) => boolean): Promise<string> {
    while (!isThere(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += Buffer.from(value).toString();
    }
    return text;
  }
  expect(await readUntil((all) => all.includes(words))).toContain(words);
  return { readUntil, text, hangUp: () => gone.abort() };
}

// https://github.com/BerriAI/litellm/pull/41826, https://github.com/lbjlaq/Antigravity-Manager/pull/3371
describe('49. ends a stream that broke off with one error event and no clean end', () => {
  it.each(UpstreamDialect.options.flatMap((dialect) => (['cut', 'end', 'error'] as const).map((kind) => ({ dialect, kind }))))(
    '$dialect, by $kind',
    async ({ dialect, kind }) => {
      const id = UPSTREAMS[dialect];
      const before = (await stand.proxy.rows(0)).length;
      stand.play(id, { ...long, fault: { afterRecords: 9, kind } });
      const response = await stand.post(messages, messages.body(`${id},${modelOf(id)}`, {}, true));
      const events = parseEvents(await response.text());
      expect(events.at(-1)).toMatchObject({
        event: 'error',
        data: {
          type: 'error',
          error: { type: expect.stringMatching(/^(api|overloaded)_error$/), message: expect.any(String) },
          request_id: expect.any(String),
        },
      });
      expect(events.filter(({ event }) => /message_(delta|stop)|error/.test(event))).toHaveLength(1);
      expect((await stand.proxy.rows(before + 1)).at(-1)).toMatchObject({ outcome: 'failed' });
    },
  );
});

// https://github.com/seifghazi/claude-code-proxy/pull/32, https://github.com/openclaw/openclaw/issues/37571
describe('50. names every record, and takes records without names', () => {
  it.each(ClientDialect.options.flatMap((client) => (['anthropic', 'openai'] as const).map((id) => ({ client, id }))))(
    '$client before $id',
    async ({ client, id }) => {
      stand.play(id, { ...long, onWire: (records) => records.map((record) => record.replace(/^event: .*\n/, '')) });
      // The clients of named events refuse one without.
      expect(await stand.ask(clients[client], id)).toMatchObject({ text: LONG_WORDS, stop: 'end' });
    },
  );
});

// https://github.com/BerriAI/litellm/pull/36024, https://github.com/Wei-Shaw/sub2api/pull/1707
describe('51. shows a sign of life in a long silence', () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    ['anthropic-messages', 'anthropic', 'event: ping\ndata: {"type":"ping"}\n\n'],
    ['anthropic-messages', 'template', 'event: ping\ndata: {"type":"ping"}\n\n'],
    ['openai-chat', 'anthropic', ': ping\n\n'],
    ['openai-responses', 'template', ': ping\n\n'],
  ] as const)('to %s while %s says nothing, between two records, and none once the answer is over', async (dialect, id, ping) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    // The silence begins in the middle of a record.
    stand.play(id, {
      ...long,
      onWire: (records) => [
        ...records.slice(0, 9),
        (records[9] ?? '').slice(0, 20),
        (records[9] ?? '').slice(20),
        ...records.slice(10),
      ],
      fault: { afterRecords: 10, kind: 'hang' },
    });
    const { readUntil, hangUp } = await openStream(clients[dialect], id, LONG_WORDS.slice(0, 4));
    // All that was sent is there before the clock goes on.
    await sleep(50);
    vi.advanceTimersByTime(9_000);
    vi.advanceTimersByTime(2_000);
    const all = await readUntil((text) => text.endsWith(ping));
    expect(all.slice(0, -ping.length)).toMatch(/\n\n$/);
    hangUp();
    await expect.poll(() => stand.proxy.inFlight()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['anthropic', 'template', 'gemini'] as const)('but not for ever for an upstream that is dead (%s)', async (id) => {
    stand.play(id, { ...long, fault: { afterRecords: 9, kind: 'hang' } });
    const { readUntil } = await openStream(messages, id, LONG_WORDS.slice(0, 4));
    await sleep(50);
    // Four minutes, by the clock of the HTTP client; a timer begins with the first tick that it sees.
    const clock = createRequire(import.meta.url)('undici/lib/util/timers.js') as { tick(ms: number): void };
    clock.tick(1_000);
    clock.tick(245_000);
    const all = await readUntil(() => false);
    expect(parseEvents(all).at(-1)).toMatchObject({
      event: 'error',
      data: { error: { type: 'timeout_error', message: expect.stringContaining('went silent in the middle of its answer') } },
    });
  });
});

// https://github.com/archestra-ai/archestra/pull/7810
it.each(['anthropic', 'deepseek', 'openai'] as const)(
  '52. lets arguments out as they come, long before they are whole (%s)',
  async (id) => {
    stand.play(id, {
      blocks: [{ type: 'tool_use', id: 'call_a1', name: 'Read', input: { file_path: LONG_WORDS } }],
      pieceSize: 4,
      fault: { afterRecords: 12, kind: 'hang' },
    });
    const { text, hangUp } = await openStream(messages, id, 'input_json_delta","partial_json":"{\\"fi');
    expect(text).not.toContain('its end.');
    hangUp();
    await expect.poll(() => stand.proxy.inFlight()).toBe(0);
  },
);

// https://github.com/bman654/clodex/issues/170, https://github.com/tombii/better-ccflare/pull/360
describe.each(pairs)('53. stops the upstream when $client hangs up before $upstream', ({ client, upstream }) => {
  const id = UPSTREAMS[upstream];

  it('in the middle of an answer', async () => {
    stand.play(id, { ...long, fault: { afterRecords: 9, kind: 'hang' } });
    const before = stand.upstream(id).abortedCount();
    const { hangUp } = await openStream(clients[client], id, LONG_WORDS.slice(0, 4));
    hangUp();
    await expect.poll(() => stand.upstream(id).abortedCount()).toBe(before + 1);
  });

  it.each([true, false])('before its first byte, streaming: %s', async (stream) => {
    stand.play(id, { ...long, headDelayMs: 5_000 });
    const before = stand.upstream(id).abortedCount();
    const rows = (await stand.proxy.rows(0)).length;
    const gone = new AbortController();
    const sent = stand.post(clients[client], clients[client].body(`${id},${modelOf(id)}`, {}, stream), { signal: gone.signal });
    await expect.poll(() => stand.seenAll(id).length).toBe(1);
    gone.abort();
    await expect(sent).rejects.toThrow();
    await expect.poll(() => stand.upstream(id).abortedCount()).toBe(before + 1);
    expect((await stand.proxy.rows(rows + 1)).at(-1)).toMatchObject({ outcome: 'aborted' });
  });
});

// https://github.com/lidge-jun/opencodex/issues/4561
it.each(Object.values(UPSTREAMS))('54. goes on for everybody when some hang up at every moment of an answer (%s)', async (id) => {
  const strays: unknown[] = [];
  const note = (error: unknown) => strays.push(error);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  stand.play(id, { ...long, recordDelayMs: 1 });
  await Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      const signal = AbortSignal.timeout(1 + at * 3);
      const body = messages.body(`${id},${modelOf(id)}`, {}, at % 3 !== 0);
      await stand
        .post(messages, body, { signal })
        .then((response) => response.text())
        .catch(() => undefined);
    }),
  );
  await expect.poll(() => stand.proxy.inFlight()).toBe(0);
  stand.play(id, long);
  expect((await stand.ask(messages, id)).text).toBe(LONG_WORDS);
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  expect(strays).toEqual([]);
});

/** How each provider says that a prompt does not fit, with the figures in it; docs/sources.md, Errors. */
const OVERFLOWS: [ProviderId, number, unknown, RegExp][] = [
  [
    'anthropic',
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' } },
    /: 210000 tokens > 200000 maximum$/,
  ],
  [
    'deepseek',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 131072 tokens. However, you requested 140000 tokens (132000 in the messages, 8000 in the completion).",
      },
    },
    /: 140000 tokens > 131072 maximum$/,
  ],
  [
    'openai',
    400,
    {
      error: {
        message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
        code: 'context_length_exceeded',
      },
    },
    /: \d+ tokens > \d+ maximum$/,
  ],
  [
    'gemini',
    400,
    {
      error: {
        code: 400,
        message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
        status: 'INVALID_ARGUMENT',
      },
    },
    /: 1200000 tokens > 1048576 maximum$/,
  ],
  [
    'moonshot',
    400,
    {
      error: {
        message: 'Invalid request: Your request exceeded model token limit: 262144 (requested: 270000)',
        type: 'invalid_request_error',
      },
    },
    /: 270000 tokens > 262144 maximum$/,
  ],
  [
    'mistral',
    400,
    {
      object: 'error',
      message: 'Prompt contains 300000 tokens and 0 draft tokens, too large for model with 262144 maximum context length',
    },
    /: 300000 tokens > 262144 maximum$/,
  ],
  [
    'zai',
    400,
    { error: { code: '1261', message: 'Prompt exceeds max length: the context length is 204800' } },
    /: \d+ tokens > 204800 maximum$/,
  ],
  [
    'groq',
    413,
    { error: { message: 'Please reduce the length of the messages or completion.', code: 'context_length_exceeded' } },
    /: \d+ tokens > \d+ maximum$/,
  ],
  [
    'openrouter',
    400,
    {
      error: {
        code: 400,
        message:
          "This endpoint's maximum context length is 200000 tokens. However, you requested about 210000 tokens (202000 of text input, 8000 in the output).",
      },
    },
    /: 2\d{5} tokens > 200000 maximum$/,
  ],
  [
    'template',
    500,
    {
      error: {
        code: 500,
        message: 'the request exceeds the available context size (8192 tokens), try increasing it',
        n_ctx: 8192,
      },
    },
    /: \d+ tokens > 8192 maximum$/,
  ],
  [
    'ollama',
    400,
    { error: 'the prompt is longer than the context length currently available to the model; shorten the prompt' },
    /: \d+ tokens > \d+ maximum$/,
  ],
];

// https://github.com/raine/claude-code-proxy/issues/29, https://github.com/Yeachan-Heo/oh-my-claudecode/issues/3574
describe('55. says of a prompt that is too long what makes Claude Code compact, once and never as a 5xx', () => {
  it.each(OVERFLOWS)('%s', async (id, status, body, words) => {
    for (const stream of [true, false]) {
      stand.play(id, { error: { status, body } });
      const response = await stand.post(messages, messages.body(`${id},${modelOf(id)}`, {}, stream));
      expect(response.status).toBe(400);
      const { error } = (await response.json()) as { error: { type: string; message: string } };
      expect(error.type).toBe('invalid_request_error');
      expect(error.message).toMatch(/^prompt is too long: (\d+) tokens > (\d+) maximum$/);
      expect(error.message).toMatch(words);
      const [sent = 0, most = 0] = [...error.message.matchAll(/\d+/g)].map(([figure]) => Number(figure));
      expect(sent).toBeGreaterThan(most);
      expect(stand.seenAll(id)).toHaveLength(1);
    }
  });
});

// https://openrouter.ai/docs/api/errors
describe('56. takes an error that comes as data after status 200 for what it is', () => {
  const error = { error: { code: 502, message: 'Provider returned error', metadata: { raw: 'upstream down' } } };

  it.each(ClientDialect.options)('before any text (%s)', async (dialect) => {
    stand.play('openrouter', {
      records: [
        ': OPENROUTER PROCESSING\n\n',
        ': OPENROUTER PROCESSING\n\n',
        `data: ${JSON.stringify({ id: 'gen-1', ...error, choices: [] })}\n\n`,
      ],
    });
    const failure = await stand.ask(clients[dialect], 'openrouter').catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(ToldFailure);
    expect(failure).toMatchObject({ status: 502, message: expect.stringContaining('Provider returned error') });
  });

  it.each(ClientDialect.options)('in the middle of a text (%s)', async (dialect) => {
    stand.play('openrouter', { ...long, fault: { afterRecords: 9, kind: 'error' } });
    await expect(stand.ask(clients[dialect], 'openrouter')).rejects.toThrow(ToldFailure);
  });

  it.each(ClientDialect.options)('as a whole answer (%s)', async (dialect) => {
    stand.play('openrouter', { error: { status: 200, body: error } });
    await expect(stand.ask(clients[dialect], 'openrouter', {}, { stream: false })).rejects.toMatchObject({ status: 502 });
  });

  it('and passes over comments in the middle of it', async () => {
    stand.play('openrouter', {
      ...long,
      onWire: (records) => records.flatMap((record) => [': OPENROUTER PROCESSING\n\n', record]),
    });
    expect((await stand.ask(messages, 'openrouter')).text).toBe(LONG_WORDS);
  });

  it('of a chat server that says so without any choices', async () => {
    const records = chatRecords([{ content: 'I ' }], 'stop').slice(0, 1);
    stand.play('template', {
      records: [...records, `data: ${JSON.stringify({ error: { message: 'CUDA out of memory', code: 500 } })}\n\n`],
    });
    await expect(stand.ask(messages, 'template')).rejects.toThrow('CUDA out of memory');
  });
});

// https://github.com/anomalyco/models.dev/pull/1468, https://github.com/QuantumNous/new-api/issues/4335
describe.each(['openai-chat', 'openai-responses'] as const)(
  '57. sends new Claude models nothing that they refuse (%s)',
  (dialect) => {
    it.each(['claude-opus-4-7', 'claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5'])('%s', async (model) => {
      stand.play('anthropic', long);
      for (const effort of [undefined, 'low', 'high'] as const) {
        // The server refuses sampling parameters, and thinking by a budget.
        const more = { temperature: 0.3, top_p: 0.8 };
        await stand.ask(clients[dialect], 'anthropic', { ...(effort && { effort }), maxTokens: 4096, more }, { model });
        const body = stand.seen('anthropic').body;
        expect(body.temperature).toBeUndefined();
        expect(body.thinking?.type).not.toBe('enabled');
        if (effort === 'high') expect(body).toMatchObject({ thinking: { type: 'adaptive' }, output_config: { effort: 'high' } });
      }
    });

    it('but an older one what it takes', async () => {
      stand.play('anthropic', long);
      await stand.ask(
        clients[dialect],
        'anthropic',
        { more: { temperature: 0.3, reasoning: undefined } },
        { model: 'claude-sonnet-4-5' },
      );
      expect(stand.seen('anthropic').body.temperature).toBe(0.3);
    });
  },
);

// https://github.com/musistudio/claude-code-router/issues/368, https://github.com/ollama/ollama/issues/3839
describe('58. has Ollama read all of a prompt', () => {
  const words = (count: number) =>
    ({
      turns: [
        { role: 'user', text: 'THE BEGINNING. ' },
        { role: 'user', text: 'Some more words. '.repeat(count) },
      ],
    }) as const;

  it.each(ClientDialect.options)('by a context that it fits into (%s)', async (dialect) => {
    stand.play('ollama', long);
    const { turns } = words(10_000);
    await stand.ask(clients[dialect], 'ollama', { turns: [...turns], maxTokens: 2_000 });
    const { options, truncate, shift } = stand.seen('ollama').body;
    expect(options.num_ctx).toBeGreaterThan(42_000);
    expect([truncate, shift]).toContain(false);
  });

  it('and by a size that stays the same from turn to turn, since a change loads the model again', async () => {
    stand.play('ollama', long);
    for (const count of [10, 400, 1_200]) await stand.ask(messages, 'ollama', { turns: [...words(count).turns] });
    expect(new Set(stand.seenAll('ollama').map(({ body }) => body.options.num_ctx as number)).size).toBe(1);
  });

  it('or says that it does not fit', async () => {
    const small: FakeAnswer = {
      error: { status: 400, body: { error: 'the prompt is longer than the context length currently available to the model' } },
    };
    stand.play('ollama', small);
    await expect(stand.ask(messages, 'ollama')).rejects.toThrow(/^prompt is too long: \d+ tokens > \d+ maximum$/);
  });
});
