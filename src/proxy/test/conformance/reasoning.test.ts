import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { UpstreamDialect } from '../../../shared/model/provider';
import { signThinking } from '../../testing/fake-anthropic-seals';
import { NO_SIGNATURE } from '../../testing/fake-gemini-signature';
import type { FakeAnswer, FakeBlock } from '../../testing/fake-upstream';
import { chatRecords, messagesRecords } from './bad-servers';
import type { Answer, Question, Wire } from './client';
import { LOOP, REPLAYED, TOOLS } from './contract-cases';
import { clients, modelOf, startStand, UPSTREAMS, type ProviderId, type Stand } from './start-stand';

/** Pitfalls 17 to 34 (docs/sources.md, Pitfalls) through the running proxy. */
let stand: Stand;
beforeAll(async () => {
  stand = await startStand([
    ...Object.values(UPSTREAMS),
    'anthropic-after-others',
    'deepseek-messages',
    'moonshot',
    'openrouter',
    'zai',
    'minimax',
    'groq',
    'gemini-chat',
    'ollama-messages',
    'template',
    'tags',
  ]);
});
afterAll(() => stand.stop());

const messages = clients['anthropic-messages'];
const USE: Question = { tools: TOOLS, effort: 'high' };
const done: FakeAnswer = { blocks: [{ type: 'text', text: 'Done.' }] };

/** Claude Code keeps its thinking; other clients do not. */
function withoutReasoning(answer: Answer): Answer {
  const wire = (answer.wire as Wire[])
    .filter(({ type }) => !['thinking', 'redacted_thinking', 'reasoning'].includes(type))
    .map(({ reasoning_content: _text, reasoning_details: _details, ...rest }) => rest);
  return { ...answer, wire };
}

function thenDone(first: FakeAnswer) {
  return (_request: unknown, count: number) => (count === 1 ? first : done);
}

/** A conversation whose call another program made. */
const OLD: Question['turns'] = [
  { role: 'user', text: 'Read it.' },
  {
    role: 'assistant',
    answer: {
      wire: [{ type: 'tool_use', id: 'toolu_old', name: 'Read', input: { file_path: 'a' } }],
    } as Partial<Answer> as Answer,
  },
  { role: 'results', results: [{ id: 'toolu_old', text: 'It is empty.' }] },
];

// https://github.com/BerriAI/litellm/issues/16893, https://github.com/musistudio/claude-code-router/issues/1431
describe.each(ClientDialect.options)('17. gives Gemini its signature back with the call (%s)', (dialect) => {
  it.each([
    ['by what the client hands back', undefined],
    ['from memory, where the client hands nothing back', withoutReasoning],
  ])('%s', async (_how, handBack) => {
    stand.play('gemini', thenDone(LOOP));
    // The server refuses a call without its signature, or with another's.
    const from = { id: 'gemini', ...(handBack && { handBack }) } as const;
    const [, second] = await stand.loop(clients[dialect], from, { id: 'gemini' }, USE);
    expect(second.text).toBe('Done.');
    expect(stand.seen('gemini').rawBody.toString()).not.toContain(NO_SIGNATURE);
  });
});

it('17. gives Gemini its own stand-in for the call of another model', async () => {
  stand.play('gemini', done);
  await stand.ask(messages, 'gemini', { ...USE, turns: OLD });
  expect(stand.seen('gemini').body.contents[1].parts[0]).toMatchObject({
    functionCall: { name: 'Read' },
    thoughtSignature: NO_SIGNATURE,
  });
});

// https://github.com/earendil-works/pi/issues/6733
it.each(['anthropic-messages', 'openai-responses'] as const)(
  '18. carries a signature within a call of the OpenAI surface there and back (%s)',
  async (dialect) => {
    const extra = { google: { thought_signature: 'CiQB0/+=' } };
    const call = {
      index: 0,
      id: 'call_a1',
      type: 'function',
      function: { name: 'Read', arguments: '{"file_path":"a"}' },
      extra_content: extra,
    };
    stand.play('gemini-chat', thenDone({ records: chatRecords([{ tool_calls: [call] }], 'tool_calls') }));
    await stand.loop(clients[dialect], { id: 'gemini-chat' }, { id: 'gemini-chat' }, { tools: TOOLS });
    const assistant = stand.seen('gemini-chat').body.messages.find(({ role }: Wire) => role === 'assistant');
    expect(assistant.tool_calls).toMatchObject([{ id: 'call_a1', extra_content: extra }]);
  },
);

// https://github.com/BerriAI/litellm/issues/25561
describe.each(ClientDialect.options)(
  '19. keeps ids of calls as the upstream gave them, with nothing hidden in them (%s)',
  (dialect) => {
    it.each(UpstreamDialect.options)('%s', async (upstream) => {
      stand.play(UPSTREAMS[upstream], LOOP);
      const { calls } = await stand.ask(clients[dialect], UPSTREAMS[upstream], USE);
      expect(calls.map(({ id }) => id)).toEqual(['call_a1b2c3d4', 'call_e5f6g7h8']);
    });
  },
);

// https://github.com/decolua/9router/issues/4136, https://github.com/vybestack/llxprt-code/issues/2335
const switches = UpstreamDialect.options.flatMap((from) =>
  UpstreamDialect.options.filter((to) => to !== from).map((to) => ({ from, to })),
);
describe.each(ClientDialect.options)('20. keeps reasoning from a model that did not make it (%s)', (dialect) => {
  it.each(switches)('$from to $to', async ({ from, to }) => {
    stand.play(UPSTREAMS[from], LOOP);
    stand.play(UPSTREAMS[to], done);
    // Every server refuses a signature that is not its own.
    const [, second] = await stand.loop(clients[dialect], { id: UPSTREAMS[from] }, { id: UPSTREAMS[to] }, USE);
    expect(second.text).toBe('Done.');
    const body = stand.seen(UPSTREAMS[to]).rawBody.toString();
    if (/Sig|gAAAA/.test(REPLAYED[from]))
      expect(body).not.toContain(/FakeSig|gAAAAfake/.exec(REPLAYED[from])?.[0] ?? '"thoughtSignature":"W');
    expect(body).not.toContain('switchyard.1.');
  });
});

it('20. makes a history that others left fit for Anthropic where it is told to: ids, thinking and all', async () => {
  const kimi: FakeBlock[] = [{ type: 'tool_use', id: 'functions.Read:0', name: 'Read', input: {} }];
  stand.play('moonshot', { blocks: [{ type: 'thinking', thinking: 'Hm.' }, ...kimi] });
  stand.play('anthropic-after-others', done);
  await stand.loop(messages, { id: 'moonshot' }, { id: 'anthropic-after-others' }, USE);
  const { messages: sent } = stand.seen('anthropic-after-others').body;
  expect(sent[1].content[0].id).toMatch(/^[a-zA-Z0-9_-]+$/);
  expect(sent[2].content[0].tool_use_id).toBe(sent[1].content[0].id);
});

// https://github.com/decolua/9router/issues/885
it.each(ClientDialect.options)('21. never puts anything in the place of a real signature (%s)', async (dialect) => {
  stand.play('anthropic', thenDone(LOOP));
  await stand.loop(clients[dialect], { id: 'anthropic' }, { id: 'anthropic' }, USE);
  const [thinking] = stand.seen('anthropic').body.messages[1].content;
  expect(thinking.signature).toBe(signThinking(modelOf('anthropic'), thinking.thinking));
});

function signed(...texts: string[]): FakeAnswer {
  const model = modelOf('anthropic');
  return {
    records: messagesRecords(
      [
        ...texts.map((text) => ({
          start: { type: 'thinking', thinking: '', signature: '' },
          deltas: [
            ...(text === '' ? [] : [{ type: 'thinking_delta', thinking: text }]),
            { type: 'signature_delta', signature: signThinking(model, text) },
          ],
        })),
        { start: { type: 'tool_use', id: 'toolu_1', name: 'List', input: {} }, deltas: [] },
      ],
      'tool_use',
    ),
  };
}

// https://github.com/maximhq/bifrost/issues/7064
it.each(ClientDialect.options)('22. keeps signed thinking without text (%s)', async (dialect) => {
  stand.play('anthropic', thenDone(signed('')));
  await stand.loop(clients[dialect], { id: 'anthropic' }, { id: 'anthropic' }, USE);
  expect(stand.seen('anthropic').body.messages[1].content[0]).toEqual({
    type: 'thinking',
    thinking: '',
    signature: signThinking(modelOf('anthropic'), ''),
  });
});

// https://github.com/maximhq/bifrost/pull/6547
it.each(ClientDialect.options)('23. hands blocks of thinking back in their order and apart (%s)', async (dialect) => {
  stand.play('anthropic', thenDone(signed('One.', 'Two.', 'Three.')));
  await stand.loop(clients[dialect], { id: 'anthropic' }, { id: 'anthropic' }, USE);
  const { content } = stand.seen('anthropic').body.messages[1] as Wire;
  expect(content.slice(0, 3).map(({ thinking, signature }: Wire) => [thinking, signature])).toEqual(
    ['One.', 'Two.', 'Three.'].map((text) => [text, signThinking(modelOf('anthropic'), text)]),
  );
});

// https://github.com/earendil-works/pi/issues/4464
it.each(['deepseek', 'openai', 'gemini', 'ollama', 'moonshot', 'openrouter', 'zai', 'minimax', 'template'] as const)(
  '24. never makes text of thinking that nobody signed (%s)',
  async (id) => {
    stand.play(id, done);
    const wire = [
      { type: 'thinking', thinking: 'A SECRET THOUGHT.', signature: '' },
      { type: 'text', text: 'I look.' },
      { type: 'tool_use', id: 'toolu_1', name: 'List', input: {} },
    ];
    await stand.ask(messages, id, {
      ...USE,
      turns: [
        { role: 'user', text: 'Go on.' },
        { role: 'assistant', answer: { wire } as Partial<Answer> as Answer },
        { role: 'results', results: [{ id: 'toolu_1', text: 'Nothing.' }] },
      ],
    });
    const fields: string[] = [];
    JSON.stringify(stand.seen(id).body, (field, value: unknown) => {
      if (typeof value === 'string' && value.includes('SECRET')) fields.push(field);
      return value;
    });
    expect(['', 'reasoning_content', 'reasoning', 'thinking']).toContain(fields.join());
  },
);

// https://github.com/musistudio/claude-code-router/issues/1378, https://github.com/anomalyco/opencode/issues/24722
describe.each(['deepseek', 'moonshot'] as const)('25. gives %s the reasoning of a tool loop back', (id) => {
  it.each([
    ['anthropic-messages', undefined],
    ['openai-responses', undefined],
    ['anthropic-messages', withoutReasoning],
    ['openai-responses', withoutReasoning],
  ] as const)('%s, handed back by %o', async (dialect, handBack) => {
    stand.play(id, thenDone(LOOP));
    await stand.loop(clients[dialect], { id, ...(handBack && { handBack }) }, { id }, USE);
    const assistant = stand.seen(id).body.messages.find(({ role }: Wire) => role === 'assistant');
    expect(assistant.reasoning_content).toBe('First I think – a little.');
  });

  it('or a word in its place where there never was any', async () => {
    stand.play(id, done);
    // The server refuses a call without.
    await stand.ask(messages, id, { ...USE, turns: OLD });
    const assistant = stand.seen(id).body.messages.find(({ role }: Wire) => role === 'assistant');
    expect(assistant.reasoning_content).not.toBe('');
  });
});

// https://github.com/ding113/claude-code-hub/issues/1257, https://github.com/musistudio/claude-code-router/issues/1378
describe.each([
  'deepseek',
  'deepseek-messages',
  'moonshot',
  'openrouter',
  'zai',
  'minimax',
  'groq',
  'openai',
  'gemini',
  'ollama',
] as const)('26. tells %s of its thinking in one way or not at all', (id) => {
  it.each([
    ['off with an effort', { thinking: { type: 'disabled' }, output_config: { effort: 'high' } }],
    ['on with an effort', { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }],
    ['on by a budget', { thinking: { type: 'enabled', budget_tokens: 2000 }, output_config: { effort: 'low' } }],
  ])('%s', async (_what, more) => {
    stand.play(id, done);
    // The servers refuse what contradicts itself.
    await stand.ask(messages, id, { maxTokens: 4096, more });
    const { reasoning, reasoning_effort: effort } = stand.seen(id).body;
    expect(reasoning !== undefined && effort !== undefined).toBe(false);
    expect(reasoning?.enabled === false && reasoning?.effort !== undefined).toBe(false);
  });
});

// https://github.com/raine/claude-code-proxy/pull/52, https://github.com/BerriAI/litellm/issues/40288
it.each(ClientDialect.options)(
  '27. hands encrypted reasoning back byte for byte, right before its calls, and keeps the prefix (%s)',
  async (dialect) => {
    stand.play('openai', thenDone(LOOP));
    await stand.loop(clients[dialect], { id: 'openai' }, { id: 'openai' }, USE);
    const [first, second] = stand.seenAll('openai').map(({ body }) => body as Wire);
    const items = second?.input as Wire[];
    const at = items.findIndex(({ type }) => type === 'reasoning');
    expect(items[at]).toMatchObject({
      id: 'rs_fake_0',
      encrypted_content: `gAAAAfake.${modelOf('openai')}.0==`,
      summary: [{ text: 'First I think – a little.' }],
    });
    expect(items.slice(at + 1).map(({ type, role }) => type ?? role)).toEqual(
      expect.arrayContaining(['function_call', 'function_call_output']),
    );
    expect(JSON.stringify(items)).toContain(JSON.stringify(first?.input).slice(1, -1));
    expect(second?.instructions).toEqual(first?.instructions);
  },
);

// https://github.com/BerriAI/litellm/pull/40245
it.each(ClientDialect.options)('28. keeps encrypted reasoning from another model of the same provider (%s)', async (dialect) => {
  stand.play('openai', thenDone(LOOP));
  await stand.loop(clients[dialect], { id: 'openai' }, { id: 'openai', model: 'gpt-6-astra' }, USE);
  expect(stand.seen('openai').body.model).toBe('gpt-6-astra');
  expect(stand.seen('openai').rawBody.toString()).not.toContain('gAAAA');
});

// https://github.com/synthetic-sciences/openscience/pull/167
describe.each(['anthropic-messages', 'openai-responses'] as const)(
  '29. merges the pieces of reasoning_details before they go back (%s)',
  (dialect) => {
    it.each(['openrouter', 'minimax'] as const)('%s', async (id) => {
      stand.play(id, thenDone({ ...LOOP, pieceSize: 3 }));
      // OpenRouter's server checks the signature against all of the text.
      await stand.loop(clients[dialect], { id }, { id }, USE);
      const { reasoning_details: details } = stand.seen(id).body.messages.find(({ role }: Wire) => role === 'assistant');
      expect(details).toMatchObject([{ type: 'reasoning.text', text: 'First I think – a little.' }]);
    });
  },
);

// https://github.com/imateusdev/loom-router/pull/33, https://github.com/router-for-me/CLIProxyAPI/issues/2803
describe('30. shows no <think> tags', () => {
  it.each(['anthropic-messages', 'openai-responses'] as const)(
    'of MiniMax, which is asked to split them off (%s)',
    async (dialect) => {
      stand.play('minimax', {
        blocks: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Yes.' },
        ],
      });
      expect(await stand.ask(clients[dialect], 'minimax', { effort: 'high' })).toMatchObject({ text: 'Yes.', thinking: 'Hm.' });
      expect(stand.seen('minimax').body.reasoning_split).toBe(true);
    },
  );

  it.each([1, 2, 5, 100])('of a server that writes them into its text, cut into pieces of %i', async (size) => {
    const text = '<think>\nHm, a < b.\n</think>\n\nYes, </b> it is.';
    const deltas = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => ({
      content: text.slice(at * size, (at + 1) * size),
    }));
    stand.play('tags', { records: chatRecords(deltas, 'stop') });
    const { text: shown, thinking } = await stand.ask(messages, 'tags');
    expect([thinking.trim(), shown.trim()]).toEqual(['Hm, a < b.', 'Yes, </b> it is.']);
  });

  it('and leaves them to a model that writes about them', async () => {
    const text = 'Write <think>so</think> in your template.';
    stand.play('template', { blocks: [{ type: 'text', text }] });
    expect(await stand.ask(messages, 'template')).toMatchObject({ text, thinking: '' });
  });
});

// https://github.com/maximhq/bifrost/issues/1479, https://github.com/BerriAI/litellm/pull/27051
describe('31. sends no thinking budget that Anthropic refuses', () => {
  it.each([
    ['openai-chat', 'low', 64, 'disabled'],
    ['openai-chat', 'low', 1024, 'disabled'],
    ['openai-chat', 'high', 4096, 'enabled'],
    ['openai-responses', 'high', 1024, 'disabled'],
    ['openai-responses', 'high', 50_000, 'enabled'],
  ] as const)('%s, effort %s, max_tokens %i: %s', async (dialect, effort, maxTokens, type) => {
    stand.play('anthropic-after-others', done);
    // The server refuses a budget below 1,024 and one that is not below max_tokens.
    await stand.ask(clients[dialect], 'anthropic-after-others', { effort, maxTokens });
    expect(stand.seen('anthropic-after-others').body.thinking?.type ?? 'disabled').toBe(type);
  });

  it('when the limit is lowered to what the model can write', async () => {
    stand.play('anthropic-after-others', done);
    const more = { thinking: { type: 'enabled', budget_tokens: 100_000 } };
    await stand.ask(messages, 'anthropic-after-others', { maxTokens: 128_000, more });
    const { thinking, max_tokens: limit } = stand.seen('anthropic-after-others').body;
    expect(limit).toBe(64_000);
    expect(thinking.budget_tokens).toBeLessThan(64_000);
  });
});

// https://github.com/anthropics/claude-code/issues/21595
it.each([
  [[{ type: 'clear_thinking_20251015' }], undefined],
  [
    [{ type: 'clear_thinking_20251015' }, { type: 'clear_tool_uses_20250919' }],
    { edits: [{ type: 'clear_tool_uses_20250919' }] },
  ],
])('32. takes clear_thinking out together with the thinking: %j', async (edits, left) => {
  stand.play('anthropic-after-others', done);
  const more = { thinking: { type: 'adaptive' }, context_management: { edits } };
  const body = messages.body('anthropic-after-others,claude-sonnet-4-5', { ...USE, maxTokens: 8000, turns: OLD, more }, true);
  // Thinking cannot be on, since the turn that goes on began without; the server refuses the edit then.
  const response = await stand.post(messages, body, { headers: { 'anthropic-beta': 'context-management-2025-06-27' } });
  expect(response.status).toBe(200);
  await response.text();
  const seen = stand.seen('anthropic-after-others').body;
  expect(seen.thinking).toEqual({ type: 'disabled' });
  expect(seen.context_management).toEqual(left);
});

// https://github.com/openai/openai-openapi/issues/541
it.each(['gpt-5.4', 'gpt-5.6-sol', 'gpt-6-astra'])(
  '33. calls %s with tools by Responses, whatever the client speaks',
  async (model) => {
    for (const dialect of ClientDialect.options) {
      stand.play('openai', LOOP);
      const { calls } = await stand.ask(clients[dialect], 'openai', USE, { model });
      expect(calls).toHaveLength(2);
      expect(stand.seen('openai').path).toBe('/v1/responses');
    }
  },
);

// https://github.com/ollama/ollama/issues/15287
it.each([
  ['deepseek', { thinking: { type: 'disabled' } }],
  ['deepseek-messages', { thinking: { type: 'disabled' } }],
  ['moonshot', { thinking: { type: 'disabled' } }],
  ['openrouter', { reasoning: { enabled: false } }],
  ['zai', { thinking: { type: 'disabled' } }],
  ['ollama', { think: false }],
  ['ollama-messages', { thinking: { type: 'disabled' } }],
] as [ProviderId, object][])('34. tells %s not to think where the client does not ask for it', async (id, off) => {
  stand.play(id, { blocks: [{ type: 'text', text: 'Yes.' }] });
  await stand.ask(messages, id);
  expect(stand.seen(id).body).toMatchObject(off);
});
