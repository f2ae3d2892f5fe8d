import { afterEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy';
import { assembleAnswer, configFor, messagesRequest, parseEvents } from './messages';

let upstream: FakeUpstream;
let proxy: TestProxy;
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

async function start(answer: (count: number) => FakeAnswer): Promise<void> {
  upstream = await startFakeUpstream({ dialect: 'openai-chat', key: 'key-of-up', answer: (_request, count) => answer(count) });
  proxy = await startTestProxy(configFor({ up: upstream }, 'openai-chat'));
}

async function stream(more: Record<string, unknown> = {}) {
  const response = await proxy.send(messagesRequest(more));
  expect(response.status).toBe(200);
  return assembleAnswer(parseEvents(await response.text()));
}

it('streams text and usage, with cached tokens taken out of the input', async () => {
  await start(() => ({
    blocks: [{ type: 'text', text: 'Grüße aus dem 世界 of tests.' }],
    usage: { input: 90, output: 8, cacheRead: 400 },
  }));
  const answer = await stream();
  expect(answer).toMatchObject({
    content: [{ type: 'text', text: 'Grüße aus dem 世界 of tests.' }],
    stopReason: 'end_turn',
    usage: { input_tokens: 90, cache_read_input_tokens: 400, output_tokens: 8 },
  });
  expect((await proxy.rows(1))[0]).toMatchObject({
    lane: 'translated',
    usage: { input: 90, cacheRead: 400, output: 8, estimated: false },
  });
});

it('carries a tool loop both ways: calls out, results back, in the order that the upstream demands', async () => {
  await start((count) =>
    count === 1
      ? {
          blocks: [
            { type: 'text', text: 'I look at both.' },
            { type: 'tool_use', id: 'call_1', name: 'Read', input: { file_path: '/tmp/ä "quoted"\n.txt' } },
            { type: 'tool_use', id: 'call_2', name: 'Bash', input: { command: 'ls' } },
          ],
        }
      : { blocks: [{ type: 'text', text: 'Done.' }] },
  );
  const tools = [
    { name: 'Read', description: 'Reads', input_schema: { type: 'object', properties: { file_path: { type: 'string' } } } },
    { name: 'Bash', input_schema: { type: 'object' }, defer_loading: true },
    { name: 'DeferredToolPlaceholder', input_schema: { type: 'object' }, defer_loading: true },
    { type: 'web_search_20250305', name: 'web_search' },
  ];
  const first = await stream({ tools });
  expect(first.stopReason).toBe('tool_use');
  expect(first.content).toMatchObject([
    { type: 'text' },
    { type: 'tool_use', id: 'call_1', name: 'Read', input: { file_path: '/tmp/ä "quoted"\n.txt' } },
    { type: 'tool_use', id: 'call_2', name: 'Bash', input: { command: 'ls' } },
  ]);
  expect(upstream.requests[0]?.body.tools.map((tool: { function: { name: string } }) => tool.function.name)).toEqual([
    'Read',
    'Bash',
  ]);

  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
  const second = await stream({
    tools,
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.330.abc; cc_entrypoint=cli;' },
      { type: 'text', text: 'You are helpful.', cache_control: { type: 'ephemeral' } },
    ],
    messages: [
      { role: 'user', content: 'Look.' },
      { role: 'system', content: [], output_config: { effort: 'medium' } },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'secret', signature: '' }, ...first.content] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_1', content: [{ type: 'text', text: 'a file' }, image] },
          { type: 'tool_result', tool_use_id: 'call_2', content: 'no such thing', is_error: true },
          { type: 'text', text: 'Go on.', cache_control: { type: 'ephemeral' } },
        ],
      },
    ],
  });
  expect(second.content).toMatchObject([{ type: 'text', text: 'Done.' }]);
  expect(upstream.requests[1]?.body.messages).toEqual([
    { role: 'system', content: 'You are helpful.' },
    { role: 'user', content: 'Look.' },
    {
      role: 'assistant',
      content: 'I look at both.',
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'Read', arguments: '{"file_path":"/tmp/ä \\"quoted\\"\\n.txt"}' } },
        { id: 'call_2', type: 'function', function: { name: 'Bash', arguments: '{"command":"ls"}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'a file\n(The image follows.)' },
    { role: 'tool', tool_call_id: 'call_2', content: 'Error: no such thing' },
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        { type: 'text', text: 'Go on.' },
      ],
    },
  ]);
});

it('answers without streaming: text, tools, usage and stop reason', async () => {
  await start(() => ({ blocks: [{ type: 'tool_use', id: 'call_9', name: 'Bash', input: { command: 'pwd' } }] }));
  const response = await proxy.send(
    messagesRequest({ stream: false, tools: [{ name: 'Bash', input_schema: { type: 'object' } }] }),
  );
  expect(await response.json()).toMatchObject({
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5-5',
    content: [{ type: 'tool_use', id: 'call_9', name: 'Bash', input: { command: 'pwd' } }],
    stop_reason: 'tool_use',
    usage: { input_tokens: 12, output_tokens: 7 },
  });
});

it.each([
  ['max_tokens', 'max_tokens'],
  ['refusal', 'refusal'],
  ['end_turn', 'end_turn'],
] as const)('maps the stop reason %s', async (given, expected) => {
  await start(() => ({ stopReason: given }));
  expect((await stream()).stopReason).toBe(expected);
});

it('shows reasoning as a thinking block before the text', async () => {
  await start(() => ({
    blocks: [
      { type: 'thinking', thinking: 'Two and two.' },
      { type: 'text', text: 'Four.' },
    ],
  }));
  expect((await stream()).content).toMatchObject([
    { type: 'thinking', thinking: 'Two and two.' },
    { type: 'text', text: 'Four.' },
  ]);
});

it('turns an upstream error in mid-answer into one error event in its words', async () => {
  await start(() => ({
    blocks: [{ type: 'text', text: 'A text of several pieces that will fail.' }],
    fault: { afterRecords: 3, kind: 'error' },
  }));
  const events = parseEvents(await (await proxy.send(messagesRequest())).text());
  expect(events.at(-1)).toMatchObject({
    event: 'error',
    data: { error: { message: 'up broke off with an error: Overloaded.' } },
  });
});

it('takes a stream that just ends for a cut one', async () => {
  await start(() => ({
    blocks: [{ type: 'text', text: 'A text of several pieces that will end.' }],
    fault: { afterRecords: 3, kind: 'end' },
  }));
  const events = parseEvents(await (await proxy.send(messagesRequest())).text());
  expect(events.at(-1)?.event).toBe('error');
});
