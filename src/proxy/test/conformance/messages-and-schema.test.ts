import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { readClaudeCodeBodies } from '../../testing/claude-code-bodies';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { PIXEL } from '../judges/start-judged-proxy';
import type { Answer, Question, Wire } from './client';
import { LOOP, TOOLS } from './contract-cases';
import { clients, modelOf, startStand, type ProviderId, type Stand } from './start-stand';

/** Pitfalls 35 to 45 (docs/sources.md, Pitfalls) through the running proxy. */
const CHAT: ProviderId[] = ['deepseek', 'moonshot', 'mistral', 'openrouter', 'zai', 'minimax', 'groq', 'openai-chat', 'template'];
const TRANSLATED: ProviderId[] = [...CHAT, 'openai', 'gemini', 'ollama'];
let stand: Stand;
beforeAll(async () => {
  stand = await startStand([...TRANSLATED, 'anthropic', 'anthropic-after-others', 'deepseek-messages', 'ollama-messages']);
});
afterAll(() => stand.stop());

const messages = clients['anthropic-messages'];
const done: FakeAnswer = { blocks: [{ type: 'text', text: 'Done.' }] };
const OLD_ID = 'toolu_01AbCdEfGhIjKlMnOpQrStUv';

/** A turn of the assistant's as Claude Code keeps it. */
function assistant(...blocks: object[]): NonNullable<Question['turns']>[number] {
  return { role: 'assistant', answer: { wire: blocks } as Partial<Answer> as Answer };
}
function user(...content: object[]): object {
  return { role: 'user', content };
}

/** Every text of a body, one after the other. */
function textOf(id: ProviderId): string {
  const texts: string[] = [];
  JSON.stringify(stand.seen(id).body, (_field, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join('\n');
}

// https://github.com/ollama/ollama/issues/16372, https://github.com/ENTERPILOT/GoModel/pull/713
describe('35. leaves system messages where they stand', () => {
  const turns: Question['turns'] = [
    { role: 'user', text: 'THE FIRST.' },
    { role: 'system', text: 'FROM NOW ON.' },
    assistant({ type: 'text', text: 'AS YOU WISH.' }),
    { role: 'user', text: 'THE SECOND.' },
    { role: 'system', text: 'AND ON.' },
  ];

  it.each([...TRANSLATED, 'anthropic', 'deepseek-messages', 'ollama-messages'] as ProviderId[])('%s', async (id) => {
    stand.play(id, done);
    // Servers with strict templates refuse a system message that is not the first, and turns that do not alternate.
    await stand.ask(messages, id, { turns, system: 'BE BRIEF.' });
    const text = textOf(id);
    const places = ['THE FIRST.', 'FROM NOW ON.', 'AS YOU WISH.', 'THE SECOND.', 'AND ON.'].map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('with their cache marks', async () => {
    stand.play('anthropic', done);
    const system = { role: 'system', content: [{ type: 'text', text: 'Mind.', cache_control: { type: 'ephemeral' } }] };
    const more = { messages: [user({ type: 'text', text: 'Hello.' }), system] };
    await stand.ask(messages, 'anthropic', { more });
    expect(stand.seen('anthropic').body.messages[1]).toEqual(system);
    stand.play('ollama-messages', done);
    await stand.ask(messages, 'ollama-messages', { more });
    expect(stand.seen('ollama-messages').body.messages[0].content[1].cache_control).toEqual({ type: 'ephemeral' });
  });
});

// https://github.com/sgl-project/sglang/pull/21064, https://github.com/musistudio/claude-code-router/issues/1372
describe('36. drops the attribution line', () => {
  const attribution = { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.330.671; cc_entrypoint=cli;' };
  const more = { system: [attribution, { type: 'text', text: 'You are Claude Code.' }] };

  it.each([...TRANSLATED, 'deepseek-messages', 'ollama-messages'] as ProviderId[])('before %s', async (id) => {
    stand.play(id, done);
    await stand.ask(messages, id, { more });
    expect(textOf(id)).not.toContain('x-anthropic-billing-header');
    expect(textOf(id)).toContain('You are Claude Code.');
  });

  it('but not before Anthropic', async () => {
    stand.play('anthropic', done);
    await stand.ask(messages, 'anthropic', { more });
    expect(stand.seen('anthropic').body.system[0]).toEqual(attribution);
  });
});

// https://github.com/BerriAI/litellm/issues/23712
describe('37. carries images of tool results', () => {
  it.each(TRANSLATED)('to %s', async (id) => {
    stand.play(id, (_request, count) => (count === 1 ? LOOP : done));
    const question: Question = { tools: TOOLS, effort: 'high', turns: [{ role: 'user', text: 'Look.' }] };
    const first = await stand.ask(messages, id, question);
    const results = first.calls.map((call, at) => ({ id: call.id, text: `Picture ${at}.`, image: PIXEL }));
    await stand.ask(messages, id, {
      ...question,
      turns: [...(question.turns ?? []), { role: 'assistant', answer: first }, { role: 'results', results }],
    });
    // As an image: in a text it would cost a thousand tokens and show nothing.
    expect(stand.seen(id).rawBody.toString().split(PIXEL)).toHaveLength(3);
    const holders: string[] = [];
    JSON.stringify(stand.seen(id).body, function (this: Wire, field, value: unknown) {
      if (typeof value === 'string' && value.includes(PIXEL)) holders.push(/^\d+$/.test(field) ? 'images' : field);
      return value;
    });
    expect(['url', 'image_url', 'data', 'images']).toContain([...new Set(holders)].join());
  });
});

const AWKWARD_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  additionalProperties: false,
  required: ['format', 'properties'],
  $defs: { Point: { type: 'object', properties: { x: { type: 'number', exclusiveMinimum: 0 } }, required: ['x'] } },
  properties: {
    format: { type: 'string', format: 'uri', pattern: '^h', examples: ['h'] },
    properties: { type: 'object', properties: { type: { const: 'a' } }, patternProperties: { '^x': { type: 'string' } } },
    point: { $ref: '#/$defs/Point' },
    either: { oneOf: [{ type: 'string' }, { type: 'null' }] },
    many: { type: ['array', 'null'], items: { type: 'integer', exclusiveMaximum: 9, multipleOf: 2 }, uniqueItems: true },
    pick: { enum: ['a', '', null, 3] },
    free: { type: 'object', propertyNames: { pattern: '^[a-z]+$' }, additionalProperties: { type: 'string' } },
    nothing: {},
  },
};

// https://github.com/Mirrowel/LLM-API-Key-Proxy/issues/86, https://github.com/router-for-me/CLIProxyAPI/issues/4754
describe('38. writes any schema so that the upstream takes it', () => {
  it.each([
    ...TRANSLATED.map((id) => [id, modelOf(id)] as const),
    ['gemini', 'gemini-2.5-flash'],
    ['gemini', 'gemini-2.0-flash'],
  ] as const)('%s, %s', async (id, model) => {
    for (const dialect of ClientDialect.options) {
      if (id !== 'gemini' && dialect !== 'anthropic-messages') continue;
      stand.play(id, done);
      const tools = [
        { name: 'Odd', schema: AWKWARD_SCHEMA },
        { name: 'Empty', schema: { type: 'object' } },
      ];
      await stand.ask(clients[dialect], id, { tools }, { model });
      const seen = stand.seen(id).body;
      const [declared] = id === 'gemini' ? seen.tools[0].functionDeclarations : seen.tools;
      const { properties } = declared.parametersJsonSchema ?? declared.parameters ?? declared.function.parameters;
      // A property may be named as a keyword is.
      expect(Object.keys(properties)).toEqual(
        expect.arrayContaining(['format', 'properties', 'point', 'either', 'many', 'pick', 'free']),
      );
    }
  });
});

// https://github.com/BerriAI/litellm/issues/17904, https://github.com/cline/cline/pull/11885
describe('39. shortens long names of tools and gives them back', () => {
  const stem = `mcp__a_server_with_a_long_name__${'and_a_tool_with_a_longer_one_'.repeat(2)}`;
  const names = [`${stem}first_of_them`, `${stem}second_of_them`];
  const tools = names.map((name) => ({ name, schema: { type: 'object', properties: { file_path: { type: 'string' } } } }));

  it.each(TRANSLATED)('%s', async (id) => {
    const seenNames = () => [
      ...new Set(
        stand
          .seen(id)
          .rawBody.toString()
          .match(/mcp__a_server[\w-]*/g),
      ),
    ];
    stand.play(id, (_request, count) =>
      count === 1 ? { blocks: [{ type: 'tool_use', id: 'call_a1b2c3d4', name: seenNames()[1] ?? '', input: {} }] } : done,
    );
    const [first] = await stand.loop(messages, { id }, { id }, { tools });
    expect(first.calls.map(({ name }) => name)).toEqual([names[1]]);
    // Both in the list and in the history, and told apart.
    expect(seenNames()).toHaveLength(2);
    expect(seenNames().every((name) => name.length <= 64)).toBe(true);
  });

  it.each(['openai', 'openai-chat', 'gemini'] as const)('in tool_choice too (%s)', async (id) => {
    stand.play(id, done);
    // The server refuses a choice that is not among the tools.
    await stand.ask(messages, id, { tools, more: { tool_choice: { type: 'tool', name: names[1] } } });
    const { tool_choice: choice, toolConfig: config } = stand.seen(id).body;
    expect(choice?.name ?? choice?.function?.name ?? config?.functionCallingConfig.allowedFunctionNames[0]).toMatch(
      /^mcp__.{1,59}$/,
    );
  });
});

// https://github.com/diegosouzapw/OmniRoute/pull/4413, https://github.com/Wei-Shaw/claude-relay-service/pull/980
describe('40. pairs calls and results', () => {
  const call = (id: string) => ({ type: 'tool_use', id, name: 'Read', input: {} });
  const result = (id: string, content: string) => ({ type: 'tool_result', tool_use_id: id, content });

  it.each(TRANSLATED)('before %s, which takes no other', async (id) => {
    stand.play(id, done);
    const history = [
      user({ type: 'text', text: 'Go on.' }),
      user(result('call_gone', 'A RESULT WITHOUT A CALL.')),
      { role: 'assistant', content: [call('call_aaa'), call('call_bbb')] },
      user({ type: 'text', text: 'BETWEEN.' }, result('call_bbb', 'OF THE SECOND.')),
      { role: 'assistant', content: [{ type: 'text', text: 'Hm.' }, call('call_ccc')] },
      user({ type: 'text', text: 'Never mind.' }),
    ];
    await stand.ask(messages, id, { tools: TOOLS, more: { messages: history } });
    expect(textOf(id)).toMatch(/A RESULT WITHOUT A CALL\.[^]*OF THE SECOND\.[^]*Never mind\./);
    expect(textOf(id)).toContain('No result of this call was recorded.');
  });
});

// https://github.com/anomalyco/opencode/issues/1680, https://github.com/exo-explore/exo/issues/2281
describe('41. writes ids of calls as the upstream wants them', () => {
  it('nine letters and digits for Mistral, the same for a call and its result', async () => {
    stand.play('mistral', done);
    await stand.ask(messages, 'mistral', {
      tools: TOOLS,
      turns: [
        { role: 'user', text: 'Read it.' },
        assistant({ type: 'tool_use', id: OLD_ID, name: 'Read', input: {} }),
        { role: 'results', results: [{ id: OLD_ID, text: 'It is empty.' }] },
      ],
    });
    const sent = stand.seen('mistral').body.messages as Wire[];
    const [id] = sent.flatMap(({ tool_calls: calls = [] }) => calls.map((call: Wire) => call.id as string));
    expect(id).toMatch(/^[A-Za-z0-9]{9}$/);
    expect(sent.find(({ role }) => role === 'tool')?.tool_call_id).toBe(id);
  });

  it.each(ClientDialect.options)('its own to Mistral unchanged (%s)', async (dialect) => {
    const own: FakeAnswer = { blocks: [{ type: 'tool_use', id: 'D681PevKs', name: 'List', input: {} }] };
    stand.play('mistral', (_request, count) => (count === 1 ? own : done));
    // Mistral has no stream_options, and what a client of its own dialect sends is the client's.
    const more = dialect === 'openai-chat' ? { stream_options: undefined } : {};
    await stand.loop(clients[dialect], { id: 'mistral' }, { id: 'mistral' }, { tools: TOOLS, more });
    expect(stand.seen('mistral').rawBody.toString()).toContain('"tool_call_id":"D681PevKs"');
  });

  it.each(ClientDialect.options)('Kimi’s verbatim to Kimi (%s)', async (dialect) => {
    const own: FakeAnswer = {
      blocks: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'tool_use', id: 'functions.List:0', name: 'List', input: {} },
      ],
    };
    stand.play('moonshot', (_request, count) => (count === 1 ? own : done));
    await stand.loop(clients[dialect], { id: 'moonshot' }, { id: 'moonshot' }, { tools: TOOLS });
    expect(stand.seen('moonshot').rawBody.toString()).toContain('"tool_call_id":"functions.List:0"');
  });
});

// https://github.com/vercel/ai/issues/5576
it.each([...TRANSLATED, 'anthropic-after-others'] as ProviderId[])('42. sends no empty text (%s)', async (id) => {
  stand.play(id, done);
  const empty = { type: 'text', text: '' };
  await stand.ask(messages, id, {
    more: {
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        user(empty, { type: 'text', text: 'Hello.' }),
        { role: 'assistant', content: [{ type: 'text', text: 'Hi.' }, empty] },
        user({ type: 'text', text: 'And?' }, empty),
      ],
    },
  });
  expect(stand.seen(id).rawBody.toString()).not.toMatch(/"(text|content)":""/);
});

// https://github.com/Portkey-AI/gateway/pull/1593
it('43. passes cache_control at the top level through', async () => {
  stand.play('anthropic', done);
  const more = { cache_control: { type: 'ephemeral', ttl: '1h' } };
  await stand.ask(messages, 'anthropic', { more });
  expect(stand.seen('anthropic').body.cache_control).toEqual(more.cache_control);
});

// https://github.com/ericc-ch/copilot-api/pull/258
describe('44. limits the answer in the field that the upstream reads', () => {
  it.each([
    ['deepseek', 'max_tokens'],
    ['moonshot', 'max_tokens'],
    ['mistral', 'max_tokens'],
    ['zai', 'max_tokens'],
    ['openrouter', 'max_tokens'],
    ['template', 'max_tokens'],
    ['minimax', 'max_completion_tokens'],
    ['groq', 'max_completion_tokens'],
    ['openai-chat', 'max_completion_tokens'],
    ['openai', 'max_output_tokens'],
    ['gemini', 'generationConfig.maxOutputTokens'],
    ['ollama', 'options.num_predict'],
    ['anthropic', 'max_tokens'],
  ] as [ProviderId, string][])('%s: %s', async (id, path) => {
    stand.play(id, done);
    await stand.ask(messages, id, { maxTokens: 777 });
    const body = stand.seen(id).body;
    expect(path.split('.').reduce((value: Wire, field) => value[field], body)).toBe(777);
    expect(JSON.stringify(body).split(':777')).toHaveLength(2);
  });
});

const FOUND = [
  { url: 'https://one.example/page', title: 'One' },
  { url: 'https://two.example/?q=1', title: 'Two' },
];
/** Claude Code's own request for a search. */
const SEARCH_BODY = readClaudeCodeBodies('messages').find((body) => body.includes('web_search_20250305')) ?? '';

// https://github.com/musistudio/claude-code-router/issues/235, https://github.com/router-for-me/CLIProxyAPI/issues/364
describe('45. has the provider search the web when Claude Code asks for a search', () => {
  const searched: FakeAnswer = {
    blocks: [
      { type: 'web_search', query: 'claude code router', results: FOUND },
      { type: 'text', text: 'It routes.' },
    ],
  };

  it.each(['gemini', 'openrouter', 'openai', 'zai'] as const)('%s', async (id) => {
    stand.play(id, searched);
    const response = await stand.post(messages, { ...(JSON.parse(SEARCH_BODY) as object), model: `${id},${modelOf(id)}` });
    // The fake finds nothing unless it was asked in the vendor's own way.
    const answer = messages.readStream(await response.text());
    expect(answer.text).toBe('It routes.');
    const wire = answer.wire as Wire[];
    const call = wire.find(({ type }) => type === 'server_tool_use');
    const result = wire.find(({ type }) => type === 'web_search_tool_result');
    expect(call).toMatchObject({ name: 'web_search', input: { query: expect.any(String) } });
    expect(result?.tool_use_id).toBe(call?.id);
    expect(result?.content.map(({ url, title }: Wire) => ({ url, title }))).toEqual(FOUND);
    expect(answer.stop).toBe('end');
  });

  it('by Anthropic itself through and through', async () => {
    stand.play('anthropic', searched);
    const response = await stand.post(messages, { ...(JSON.parse(SEARCH_BODY) as object), model: 'anthropic,claude-sonnet-5-5' });
    const { wire } = messages.readStream(await response.text());
    expect(wire).toMatchObject([{ type: 'server_tool_use' }, { type: 'web_search_tool_result' }, { type: 'text' }]);
  });

  it.each(['deepseek', 'mistral', 'template', 'ollama'] as const)('and says so where the provider has none (%s)', async (id) => {
    // An answer without a search would be made up.
    stand.play(id, done);
    const response = await stand.post(messages, { ...(JSON.parse(SEARCH_BODY) as object), model: `${id},${modelOf(id)}` });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('has no web search of its own');
    expect(stand.seenAll(id)).toHaveLength(0);
  });

  it('leaves its searches out of what goes to a provider that did not make them', async () => {
    stand.play('gemini', searched);
    stand.play('anthropic', done);
    const response = await stand.post(messages, { ...(JSON.parse(SEARCH_BODY) as object), model: 'gemini,gemini-3.8-flash' });
    const answer = messages.readStream(await response.text());
    await stand.ask(messages, 'anthropic', {
      turns: [
        { role: 'user', text: 'Search.' },
        { role: 'assistant', answer },
        { role: 'user', text: 'Thanks.' },
      ],
    });
    // Anthropic's server takes its own results only.
    expect(stand.seen('anthropic').body.messages[1].content).toMatchObject([{ type: 'text', text: 'It routes.' }]);
  });
});
