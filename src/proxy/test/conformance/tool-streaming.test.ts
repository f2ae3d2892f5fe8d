import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { UpstreamDialect } from '../../../shared/model/provider';
import { parseEvents, type SseEvent } from '../messages';
import { chatRecords, messagesRecords, responsesRecords } from './bad-servers';
import type { Question, Tool } from './client';
import { NASTY, TOOLS } from './contract-cases';
import { clients, modelOf, startStand, UPSTREAMS, type ProviderId, type Stand } from './start-stand';

/** Pitfalls 1 to 16 (docs/sources.md, Pitfalls) through the running proxy. */
let stand: Stand;
beforeAll(async () => {
  stand = await startStand([...Object.values(UPSTREAMS), 'openai-chat', 'gemini-chat', 'template']);
});
afterAll(() => stand.stop());

const messages = clients['anthropic-messages'];
const USE: Question = { tools: TOOLS };
const foreign = UpstreamDialect.options.filter((dialect) => dialect !== 'anthropic-messages');
const readIt = { blocks: [{ type: 'tool_use' as const, id: 'call_a1', name: 'Read', input: NASTY }] };

/** The records that Claude Code gets, as they are. */
async function eventsOf(id: ProviderId, question: Question = USE): Promise<SseEvent[]> {
  const response = await stand.post(messages, messages.body(`${id},${modelOf(id)}`, question, true));
  return parseEvents(await response.text());
}

function starts(events: SseEvent[]): { type: string; index: unknown; block: Record<string, unknown> }[] {
  return events
    .filter(({ event }) => event === 'content_block_start')
    .map(({ data }) => {
      const block = data.content_block as Record<string, unknown>;
      return { type: block.type as string, index: data.index, block };
    });
}

function inputsOf(calls: { name: string; json: string }[]): unknown[] {
  return calls.map(({ name, json }) => [name, JSON.parse(json) as unknown]);
}

// https://github.com/inflaborg/ccrelay/pull/119, https://github.com/open-webui/computer/issues/196
it.each(foreign)('1. sends arguments as deltas only, never in the start of a block (%s)', async (dialect) => {
  stand.play(UPSTREAMS[dialect], readIt);
  const events = await eventsOf(UPSTREAMS[dialect]);
  expect(starts(events).at(-1)?.block).toEqual({ type: 'tool_use', id: 'call_a1', name: 'Read', input: {} });
  const json = events.map(({ data }) => (data.delta as { partial_json?: string } | undefined)?.partial_json ?? '').join('');
  expect(JSON.parse(json)).toEqual(NASTY);
});

// https://github.com/envoyproxy/ai-gateway/issues/1465
it.each(['openai-chat', 'openai-responses'] as const)(
  '2. does not read the {} of a start as part of the arguments (%s)',
  async (dialect) => {
    stand.play('anthropic', readIt);
    const { calls } = await stand.ask(clients[dialect], 'anthropic', USE);
    expect(inputsOf(calls)).toEqual([['Read', NASTY]]);
  },
);

// The other way round: a server that puts all of the input into the start and sends no delta (the same issue).
it.each(['openai-chat', 'openai-responses'] as const)(
  '2. reads an input that stands whole in the start (%s)',
  async (dialect) => {
    stand.play('anthropic', {
      records: messagesRecords(
        [{ start: { type: 'tool_use', id: 'toolu_1', name: 'Read', input: { file_path: 'a' } }, deltas: [] }],
        'tool_use',
      ),
    });
    const { calls } = await stand.ask(clients[dialect], 'anthropic', USE);
    expect(inputsOf(calls)).toEqual([['Read', { file_path: 'a' }]]);
  },
);

// https://github.com/decolua/9router/issues/3416
describe.each(ClientDialect.options)('3. keeps every byte of long arguments whatever the cuts (%s)', (client) => {
  it.each(UpstreamDialect.options)('%s', async (dialect) => {
    const input = { content: 'é"\\\n世界👩‍👩‍👧'.repeat(300) };
    stand.play(UPSTREAMS[dialect], {
      blocks: [{ type: 'tool_use', id: 'call_a1', name: 'Read', input }],
      pieceSize: 7,
      onWire(records) {
        const bytes = Buffer.from(records.join(''));
        // Cuts of 1009 bytes fall into characters, escapes and field names alike.
        return Array.from({ length: Math.ceil(bytes.length / 1009) }, (_, at) => bytes.subarray(at * 1009, (at + 1) * 1009));
      },
    });
    const { calls } = await stand.ask(clients[client], UPSTREAMS[dialect], USE);
    expect(inputsOf(calls)).toEqual([['Read', input]]);
  });
});

// https://github.com/BerriAI/litellm/issues/25321, https://github.com/Gitlawb/openclaude/issues/1259
describe.each(['anthropic-messages', 'openai-chat'] as const)(
  '4. takes arguments that come with a done event only (%s)',
  (client) => {
    it.each(['arguments.done', 'item.done', 'completed'] as const)('%s', async (where) => {
      stand.play('openai', { records: responsesRecords([{ name: 'Read', json: JSON.stringify(NASTY), where }]) });
      const { calls, stop } = await stand.ask(clients[client], 'openai', USE);
      expect(inputsOf(calls)).toEqual([['Read', NASTY]]);
      expect(stop).toBe('tools');
    });
  },
);

// https://github.com/BerriAI/litellm/issues/25561, https://github.com/BerriAI/litellm/issues/25836
describe.each(ClientDialect.options)('5. takes arguments that come as one whole object (%s)', (client) => {
  it.each(['gemini', 'ollama'] as const)('%s', async (id) => {
    stand.play(id, readIt);
    for (const stream of [true, false]) {
      const { calls } = await stand.ask(clients[client], id, USE, { stream });
      expect(inputsOf(calls)).toEqual([['Read', NASTY]]);
    }
  });
});

// https://github.com/BerriAI/litellm/issues/29491
it.each(['anthropic-messages', 'openai-responses'] as const)(
  '6. takes arguments from the chunk that names the call (%s)',
  async (client) => {
    const head = { id: 'call_a1', type: 'function' };
    stand.play('template', {
      records: chatRecords(
        [
          { tool_calls: [{ index: 0, ...head, function: { name: 'Read', arguments: '{"file_path":' } }] },
          { tool_calls: [{ index: 0, function: { arguments: '"a"}' } }] },
        ],
        'tool_calls',
      ),
    });
    const { calls } = await stand.ask(clients[client], 'template', USE);
    expect(inputsOf(calls)).toEqual([['Read', { file_path: 'a' }]]);
  },
);

// https://github.com/praxis-proxy/ai/issues/266, https://github.com/headroomlabs-ai/headroom/pull/2890
it.each(['openai-chat', 'openai-responses'] as const)('7. keeps calls apart whose pieces interleave (%s)', async (dialect) => {
  const pieces: [number, string][] = [
    [0, '{"file_path":'],
    [1, '{"file_'],
    [2, '{'],
    [1, 'path":"b"}'],
    [0, '"a"}'],
    [2, '}'],
  ];
  const names = ['Read', 'Bash', 'List'];
  const records =
    dialect === 'openai-chat'
      ? chatRecords(
          [
            ...names.map((name, index) => ({
              tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }],
            })),
            ...pieces.map(([index, json]) => ({ tool_calls: [{ index, function: { arguments: json } }] })),
          ],
          'tool_calls',
        )
      : responsesRecords(
          names.map((name) => ({
            name,
            json: { Read: '{"file_path":"a"}', Bash: '{"file_path":"b"}', List: '{}' }[name] ?? '',
            where: 'deltas',
          })),
          pieces,
        );
  const id = dialect === 'openai-chat' ? 'template' : 'openai';
  stand.play(id, { records });
  const { calls } = await stand.ask(messages, id, USE);
  expect(inputsOf(calls)).toEqual([
    ['Read', { file_path: 'a' }],
    ['Bash', { file_path: 'b' }],
    ['List', {}],
  ]);
});

// https://github.com/Wei-Shaw/sub2api/pull/4294
it.each(['anthropic-messages', 'openai-chat'] as const)(
  '8. gives the end of the second call to the second call, behind reasoning and text (%s)',
  async (client) => {
    stand.play('openai', {
      blocks: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 'call_a1', name: 'Read', input: { file_path: 'a' } },
        { type: 'tool_use', id: 'call_b2', name: 'Bash', input: { file_path: 'b' } },
      ],
    });
    const { calls } = await stand.ask(clients[client], 'openai', { ...USE, effort: 'high' });
    expect(calls).toEqual([
      { id: 'call_a1', name: 'Read', json: '{"file_path":"a"}' },
      { id: 'call_b2', name: 'Bash', json: '{"file_path":"b"}' },
    ]);
  },
);

// https://github.com/noho/dayu-agent/issues/45
it.each([
  ['in one chunk', (calls: object[]) => [{ tool_calls: calls }]],
  ['in a chunk each', (calls: object[]) => calls.map((call) => ({ tool_calls: [call] }))],
])('9. tells calls without an index apart by their ids, %s', async (_how, cut) => {
  const call = (id: string, name: string, file_path: string) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify({ file_path }) },
  });
  // Gemini's OpenAI surface leaves the index out.
  stand.play('gemini-chat', { records: chatRecords(cut([call('one', 'Read', 'a'), call('two', 'Read', 'b')]), 'tool_calls') });
  const { calls } = await stand.ask(messages, 'gemini-chat', USE);
  expect(calls).toEqual([
    { id: 'one', name: 'Read', json: '{"file_path":"a"}' },
    { id: 'two', name: 'Read', json: '{"file_path":"b"}' },
  ]);
});

// https://github.com/BerriAI/litellm/issues/34692
describe.each(ClientDialect.options)('10. stops for a tool wherever a tool was called (%s)', (client) => {
  it.each(['template', 'ollama', 'gemini'] as const)('%s says it stopped', async (id) => {
    const call = { index: 0, id: 'call_a1', type: 'function', function: { name: 'List', arguments: '{}' } };
    // The other two always say so.
    stand.play(
      id,
      id === 'template'
        ? { records: chatRecords([{ tool_calls: [call] }], 'stop') }
        : { blocks: [{ type: 'tool_use', name: 'List', input: {} }] },
    );
    const { stop, calls } = await stand.ask(clients[client], id, USE);
    // A chat client before a chat server gets its bytes as they are, wrong word and all.
    expect(stop).toBe(id === 'template' && client === 'openai-chat' ? 'end' : 'tools');
    expect(calls).toHaveLength(1);
  });
});

it('10. says that the answer was cut short where it was, a call or not', async () => {
  const call = { index: 0, id: 'call_a1', type: 'function', function: { name: 'List', arguments: '{}' } };
  stand.play('template', { records: chatRecords([{ tool_calls: [call] }], 'length') });
  expect((await stand.ask(messages, 'template', USE)).stop).toBe('length');
});

// https://github.com/BerriAI/litellm/issues/34692
it.each([
  ['nothing', ['', '']],
  ['line ends', ['\n', '\n\n']],
])('11. opens no text for %s before a tool', async (_what, texts) => {
  stand.play('template', {
    records: chatRecords(
      [
        ...texts.map((content) => ({ content })),
        { tool_calls: [{ index: 0, id: 'call_a1', type: 'function', function: { name: 'List', arguments: '{}' } }] },
      ],
      'tool_calls',
    ),
  });
  expect(starts(await eventsOf('template')).map(({ type }) => type)).toEqual(['tool_use']);
});

// https://github.com/orangeboyChen/codebuddy2api/pull/11, https://github.com/farion1231/cc-switch/pull/2303
it.each(foreign)('12. stops the text before a tool opens (%s)', async (dialect) => {
  stand.play(UPSTREAMS[dialect], { blocks: [{ type: 'text', text: 'I look.' }, ...readIt.blocks] });
  const order = (await eventsOf(UPSTREAMS[dialect]))
    .filter(({ event }) => /block_(start|stop)/.test(event))
    .map(({ event, data }) => [event, data.index]);
  // Gemini signs what stands behind; its own block comes before the call.
  expect(order.filter(([event]) => event === 'content_block_start')).toHaveLength(order.length / 2);
  order.forEach(([event, index], place) => {
    expect(event).toBe(place % 2 === 0 ? 'content_block_start' : 'content_block_stop');
    expect(index).toBe(Math.floor(place / 2));
  });
});

// https://github.com/ollama/ollama/issues/17101
it.each(['template', 'ollama'] as const)('13. gives every change of type an index of its own (%s)', async (id) => {
  const line = (fields: object) =>
    `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: '', ...fields }, done: false })}\n`;
  const last = {
    model: 'm',
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 5,
    eval_count: 5,
  };
  stand.play(id, {
    records:
      id === 'ollama'
        ? [
            line({ thinking: 'Hm.' }),
            line({ content: 'So.' }),
            line({ tool_calls: [{ function: { name: 'List', arguments: {} } }] }),
            line({ content: 'And.' }),
            `${JSON.stringify(last)}\n`,
          ]
        : chatRecords(
            [
              { reasoning_content: 'Hm.' },
              { content: 'So.' },
              { tool_calls: [{ index: 0, id: 'call_a1', type: 'function', function: { name: 'List', arguments: '{}' } }] },
              { content: 'And.' },
            ],
            'tool_calls',
          ),
  });
  expect(starts(await eventsOf(id)).map(({ type, index }) => [type, index])).toEqual([
    ['thinking', 0],
    ['text', 1],
    ['tool_use', 2],
    ['text', 3],
  ]);
});

// https://github.com/farion1231/cc-switch/issues/5692
it.each(['anthropic-messages', 'openai-responses'] as const)(
  '14. makes one text of an answer whose reasoning comes in between (%s)',
  async (client) => {
    stand.play('template', {
      records: chatRecords(
        ['I ', 'see ', 'two ', 'ways.'].flatMap((content) => [{ reasoning_content: `(${content})` }, { content }]),
        'stop',
      ),
    });
    const { text, wire } = await stand.ask(clients[client], 'template', USE);
    expect(text).toBe('I see two ways.');
    expect((wire as { type: string }[]).filter(({ type }) => type === 'text' || type === 'message')).toHaveLength(1);
  },
);

// https://github.com/BerriAI/litellm/issues/36262
it.each(['anthropic-messages', 'gemini', 'openai-responses'] as const)(
  '15. counts calls from 0 behind thinking and text (%s)',
  async (dialect) => {
    const id = UPSTREAMS[dialect];
    stand.play(id, {
      blocks: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text: 'I look.' },
        ...readIt.blocks,
        { type: 'tool_use', id: 'call_b2', name: 'List', input: {} },
      ],
    });
    // The client refuses a call whose number is not the next one.
    const { calls } = await stand.ask(clients['openai-chat'], id, { ...USE, effort: 'high' });
    expect(inputsOf(calls)).toEqual([
      ['Read', NASTY],
      ['List', {}],
    ]);
  },
);

// https://github.com/maximhq/bifrost/pull/4890
it('16. passes server tools, their results and odd indexes through byte for byte', async () => {
  const records = messagesRecords(
    [
      {
        start: { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
        deltas: [{ type: 'input_json_delta', partial_json: '{"query":"x"}' }],
      },
      { start: { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] }, deltas: [] },
      { start: { type: 'text', text: '' }, deltas: [{ type: 'text_delta', text: 'Found.' }] },
    ],
    'end_turn',
  ).map((record) => record.replaceAll('"index":2', '"index":7'));
  stand.play('anthropic', { records });
  const search: Tool & { type: string } = { type: 'web_search_20250305', name: 'web_search' };
  const response = await stand.post(messages, messages.body('anthropic,claude-sonnet-5-5', { more: { tools: [search] } }, true));
  expect(await response.text()).toBe(records.join(''));
});
