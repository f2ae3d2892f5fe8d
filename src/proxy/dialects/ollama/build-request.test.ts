import { expect, it } from 'vitest';
import { DEFAULT_QUIRKS, type Quirks } from '../../../shared/model/quirks';
import type { PreparedRequest } from '../../canonical/request';
import { ollamaRules } from '../../testing/fake-ollama';
import { dialectQuirks } from '../default-quirks';
import type { BuildTarget } from '../dialect';
import { buildRequest } from './build-request';

const EMPTY: PreparedRequest = {
  model: 'claude-sonnet-5-5',
  messages: [{ role: 'user', content: 'Say hello.' }],
  system: [],
  tools: [],
  toolChoice: null,
  maxTokens: null,
  stream: true,
  temperature: null,
  topP: null,
  topK: null,
  stopSequences: [],
  output: null,
  reasoning: null,
  sessionId: null,
  webSearch: null,
};

interface Built {
  messages: unknown[];
  options: Record<string, unknown>;
  [field: string]: unknown;
}

/** Builds, and lets the pretended server look at it: what it refuses fails the test. */
function build(more: Partial<PreparedRequest>, quirks: Partial<Quirks> = {}, target: Partial<BuildTarget> = {}): Built {
  const body = buildRequest(
    { ...EMPTY, ...more },
    {
      model: 'qwen3:8b',
      quirks: { ...dialectQuirks.ollama, ...quirks },
      limits: { contextWindow: undefined, maxOutputTokens: undefined },
      inputEstimate: 10,
      ...target,
    },
  );
  const seen = {
    method: 'POST',
    path: '/api/chat',
    headers: {},
    rawBody: Buffer.alloc(0),
    body: JSON.parse(JSON.stringify(body)),
  };
  expect(ollamaRules.refuse(seen, null, 'strict-template')).toBeNull();
  return body as Built;
}

const read = {
  name: 'Read',
  description: 'Reads a file',
  input_schema: { type: 'object', properties: { path: { type: 'string' } } },
};
const bash = { name: 'Bash', input_schema: { type: 'object' } };
const png = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0K' } } as const;

it('says everything that the client said, in the names of this API', () => {
  const body = build({
    system: [
      { type: 'text', text: 'You are terse.' },
      { type: 'text', text: 'Answer in English.', cache_control: { type: 'ephemeral' } },
    ],
    tools: [read],
    maxTokens: 500,
    temperature: 0,
    topP: 0.9,
    topK: 40,
    stopSequences: ['END'],
    stream: false,
  });
  expect(body).toEqual({
    model: 'qwen3:8b',
    messages: [
      { role: 'system', content: 'You are terse.\n\nAnswer in English.' },
      { role: 'user', content: 'Say hello.' },
    ],
    stream: false,
    truncate: false,
    shift: false,
    options: { num_ctx: 32_768, num_predict: 500, temperature: 0, top_p: 0.9, top_k: 40, stop: ['END'] },
    tools: [
      {
        type: 'function',
        function: {
          name: 'Read',
          description: 'Reads a file',
          parameters: { type: 'object', properties: { path: { type: 'string' } } },
        },
      },
    ],
  });
});

it('asks for the stream in words, because leaving it out means a stream', () => {
  expect(build({ stream: true }).stream).toBe(true);
  expect(build({ stream: false }).stream).toBe(false);
});

it('forbids the server to cut a prompt silently (pitfall 58)', () => {
  expect(build({})).toMatchObject({ truncate: false, shift: false });
});

it('sends a tool loop with arguments as objects and results by the name of their tool', () => {
  const { messages } = build({
    tools: [read, bash],
    messages: [
      { role: 'user', content: 'Look.' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Both files.', state: {} },
          { type: 'text', text: 'I look at both.' },
          { type: 'tool_use', id: 'call_1', name: 'Read', input: { path: '/a "b"\n.txt' } },
          { type: 'tool_use', id: 'call_2', name: 'Bash', input: { command: 'ls' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_1', content: 'one' },
          { type: 'tool_result', tool_use_id: 'call_2', content: [{ type: 'text', text: 'no such file' }], is_error: true },
          { type: 'text', text: 'Go on.' },
        ],
      },
    ],
  });
  expect(messages).toEqual([
    { role: 'user', content: 'Look.' },
    {
      role: 'assistant',
      content: 'I look at both.',
      thinking: 'Both files.',
      tool_calls: [
        { id: 'call_1', function: { name: 'Read', arguments: { path: '/a "b"\n.txt' } } },
        { id: 'call_2', function: { name: 'Bash', arguments: { command: 'ls' } } },
      ],
    },
    { role: 'tool', content: 'one', tool_name: 'Read', tool_call_id: 'call_1' },
    { role: 'tool', content: 'Error: no such file', tool_name: 'Bash', tool_call_id: 'call_2' },
    { role: 'user', content: 'Go on.' },
  ]);
});

it('takes a result without content, or with none that can be read, for an empty one', () => {
  for (const content of [undefined, null, 5]) {
    const { messages } = build({
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'Bash', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content }] },
      ],
    });
    expect(messages[1]).toEqual({ role: 'tool', content: '', tool_name: 'Bash', tool_call_id: 'c' });
  }
});

it.each([
  ['text', 'ls -l', { input: 'ls -l' }],
  ['a list', ['a'], { input: ['a'] }],
  ['nothing', null, {}],
])('puts arguments that are %s into an object, because the server refuses all else', (_kind, input, expected) => {
  const { messages } = build({
    messages: [
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'Bash', input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c' }] },
    ],
  });
  expect(messages).toEqual([
    { role: 'assistant', content: '', tool_calls: [{ id: 'c', function: { name: 'Bash', arguments: expected } }] },
    { role: 'tool', content: '', tool_name: 'Bash', tool_call_id: 'c' },
  ]);
});

it('lets images of a tool result follow in the message of the user (pitfall 37)', () => {
  const messages: PreparedRequest['messages'] = [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'Read', input: {} }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'c', content: [{ type: 'text', text: 'a.png' }, png] },
        { type: 'text', text: 'What is it?' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
      ],
    },
  ];
  expect(build({ messages }).messages.slice(1)).toEqual([
    { role: 'tool', content: 'a.png\n\n(The image follows.)', tool_name: 'Read', tool_call_id: 'c' },
    { role: 'user', content: 'What is it?', images: ['iVBORw0K', 'AAAA'] },
  ]);
  expect(build({ messages }, { imagesInToolResults: true }).messages.slice(1)).toEqual([
    { role: 'tool', content: 'a.png', tool_name: 'Read', tool_call_id: 'c', images: ['iVBORw0K'] },
    { role: 'user', content: 'What is it?', images: ['AAAA'] },
  ]);
});

it('says in words what it cannot send: images by address, documents, what is unknown', () => {
  const { messages } = build({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
          { type: 'image', source: { type: 'file', file_id: 'file_1' } },
          { type: 'document', title: 'notes.txt', source: { type: 'text', media_type: 'text/plain', data: 'remember' } },
          { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } },
          { type: 'tool_reference', tool_name: 'WebFetch' },
          { type: 'search_result', title: 'x' },
        ],
      },
    ],
  });
  expect(messages).toEqual([
    {
      role: 'user',
      content: [
        '(An image at https://example.com/a.png, which cannot be shown here.)',
        '(An image, which cannot be shown here.)',
        'Document notes.txt:\nremember',
        '(A document, without a title, which cannot be read here.)',
        'Tool loaded: WebFetch',
        '{"type":"search_result","title":"x"}',
      ].join('\n\n'),
    },
  ]);
});

it('sends nothing for a message that has nothing for this API', () => {
  const messages: PreparedRequest['messages'] = [
    { role: 'user', content: 'Go on.' },
    { role: 'assistant', content: [{ type: 'text', text: '' }] },
    { role: 'system', content: [] },
  ];
  expect(build({ messages }).messages).toEqual([{ role: 'user', content: 'Go on.' }]);
});

it('offers only the tool that must be called and says so, for there is no field to force it', () => {
  const forced = build({ tools: [read, bash], toolChoice: { type: 'tool', name: 'Bash' } });
  expect(forced.tools).toMatchObject([{ function: { name: 'Bash' } }]);
  expect(forced.messages[0]).toEqual({ role: 'system', content: 'Answer with a call of the tool Bash.' });
  const any = build({ tools: [read, bash], toolChoice: { type: 'any' } });
  expect(any.tools).toHaveLength(2);
  expect(any.messages[0]).toMatchObject({ role: 'system' });
  const none = build({ tools: [read], toolChoice: { type: 'none' } });
  expect(none.tools).toBeUndefined();
  expect(build({ tools: [read], toolChoice: { type: 'auto' } }).messages).toHaveLength(1);
});

it('gives a tool of plain text one argument, and one without a schema an empty one', () => {
  const { tools } = build({ tools: [{ name: 'apply_patch', freeform: true }, { name: 'ping' }] });
  expect(tools).toEqual([
    {
      type: 'function',
      function: {
        name: 'apply_patch',
        parameters: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] },
      },
    },
    { type: 'function', function: { name: 'ping', parameters: { type: 'object', properties: {} } } },
  ]);
});

it('holds the answer to a schema as far as the server can, and in words beyond that', () => {
  const schema = { type: 'object', properties: { title: { type: 'string' } } };
  const output = { kind: 'json-schema', name: 'title', schema } as const;
  const bySchema = build({ output });
  expect(bySchema.format).toEqual(schema);
  expect(bySchema.messages).toHaveLength(1);
  const byJson = build({ output }, { structuredOutput: 'json-object' });
  expect(byJson.format).toBe('json');
  expect(byJson.messages[0]).toMatchObject({ content: expect.stringContaining(JSON.stringify(schema)) });
  const byWords = build({ output }, { structuredOutput: 'words' });
  expect(byWords.format).toBeUndefined();
  expect(byWords.messages[0]).toEqual(byJson.messages[0]);
  const anyJson = build({ output: { kind: 'json-object' } });
  expect(anyJson.format).toBe('json');
  expect(anyJson.messages[0]).toMatchObject({ role: 'system', content: expect.stringContaining('JSON') });
});

it('turns thinking off in so many words, and leaves it to the model when it is on (pitfall 34)', () => {
  expect(build({ reasoning: { mode: 'off', effort: null, budgetTokens: null } }).think).toBe(false);
  expect(build({ reasoning: { mode: 'on', effort: 'high', budgetTokens: null } })).not.toHaveProperty('think');
  expect(build({})).not.toHaveProperty('think');
  const levels = { off: { think: 'low' }, on: {}, effort: { low: { think: 'low' }, high: { think: 'high' } }, budget: null };
  expect(build({ reasoning: { mode: 'on', effort: 'medium', budgetTokens: null } }, { reasoning: levels }).think).toBe('low');
});

it('never asks a model to think that cannot: the server would refuse', () => {
  const target = { model: 'llama3.2' };
  expect(build({ reasoning: { mode: 'on', effort: 'max', budgetTokens: null } }, {}, target)).not.toHaveProperty('think');
  expect(build({ reasoning: { mode: 'off', effort: null, budgetTokens: null } }, {}, target).think).toBe(false);
});

it('asks for a search where one is wanted and the provider has one', () => {
  const webSearch = { maxUses: 8, allowedDomains: [], blockedDomains: [] };
  const tool = { type: 'function', function: { name: 'web_search', parameters: { type: 'object', properties: {} } } };
  expect(build({ webSearch }, { webSearch: { tools: [tool] } }).tools).toEqual([tool]);
  expect(build({ webSearch })).not.toHaveProperty('tools');
  expect(build({}, { webSearch: { tools: [tool] } })).not.toHaveProperty('tools');
});

it("lays the user's own fields over the request, into the options too", () => {
  const body = build(
    { temperature: 1 },
    { extraBody: { keep_alive: '1h', shift: true, options: { num_ctx: 8192, num_gpu: 1 } } },
  );
  expect(body).toMatchObject({ keep_alive: '1h', shift: true, options: { num_ctx: 8192, num_gpu: 1, temperature: 1 } });
});

it('keeps a system message in its place where the template takes it (pitfall 35)', () => {
  const messages: PreparedRequest['messages'] = [
    { role: 'user', content: 'Hello.' },
    { role: 'system', content: [{ type: 'text', text: 'Plan mode is on.' }] },
  ];
  const target: BuildTarget = {
    model: 'qwen3:8b',
    quirks: DEFAULT_QUIRKS,
    limits: { contextWindow: undefined, maxOutputTokens: undefined },
    inputEstimate: 10,
  };
  expect(buildRequest({ ...EMPTY, messages }, target)).toMatchObject({
    messages: [
      { role: 'user', content: 'Hello.' },
      { role: 'system', content: 'Plan mode is on.' },
    ],
  });
});
