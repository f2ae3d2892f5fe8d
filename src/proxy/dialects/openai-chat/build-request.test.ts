import { expect, it } from 'vitest';
import { DEFAULT_QUIRKS, type Quirks } from '../../../shared/model/quirks';
import { prepareRequest } from '../../canonical/prepare-request';
import { sealReasoning } from '../../canonical/reasoning-envelope';
import type { CanonicalMessage, CanonicalRequest, ContentBlock, ReasoningState } from '../../canonical/request';
import { buildRequest } from './build-request';

const EMPTY: CanonicalRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'Hi' }],
  system: [],
  tools: [],
  toolChoice: null,
  maxTokens: null,
  stream: false,
  temperature: null,
  topP: null,
  topK: null,
  stopSequences: [],
  output: null,
  reasoning: null,
  sessionId: null,
};

/** Builds as the pipeline does: made ready for the target first. */
function build(request: Partial<CanonicalRequest>, own: Partial<Quirks> = {}) {
  const quirks = { ...DEFAULT_QUIRKS, ...own };
  const prepared = prepareRequest(
    { ...EMPTY, ...request },
    { providerId: 'p', model: 'm', quirks, maxOutputTokens: undefined, recallReasoning: () => null },
  );
  const target = { model: 'm', quirks, limits: { contextWindow: undefined, maxOutputTokens: undefined }, inputEstimate: 0 };
  // Each test looks at the parts that it is about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return buildRequest(prepared.request, target) as Record<string, any>;
}

const READ = { name: 'Read', description: 'Reads.', input_schema: { type: 'object', properties: { path: { type: 'string' } } } };
const use = (id: string): ContentBlock => ({ type: 'tool_use', id, name: 'Read', input: { path: 'a' } });
const result = (id: string, content: string | ContentBlock[]): ContentBlock => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
});
const image: ContentBlock = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } };
const thought = (thinking: string, state: ReasoningState = {}): ContentBlock => ({
  type: 'thinking',
  thinking,
  signature: sealReasoning({ providerId: 'p', model: 'm', state }),
});
const loop = (assistant: ContentBlock[], user: ContentBlock[] = [result('c1', 'text of a')]): CanonicalMessage[] => [
  { role: 'user', content: 'Go' },
  { role: 'assistant', content: assistant },
  { role: 'user', content: user },
];

it('sends only what was asked for', () => {
  expect(build({})).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: false });
});

it('names the parameters as the target does', () => {
  const request = {
    maxTokens: 100,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    stopSequences: ['a', 'b', 'c', 'd', 'e'],
    stream: true,
  };
  expect(build(request)).toMatchObject({
    max_tokens: 100,
    temperature: 0.5,
    top_p: 0.9,
    stop: ['a', 'b', 'c', 'd'],
    stream: true,
    stream_options: { include_usage: true },
  });
  expect(build(request)).not.toHaveProperty('top_k');
  const other = build(request, { maxTokensField: 'max_completion_tokens', asksForUsage: false });
  expect(other.max_completion_tokens).toBe(100);
  expect(other).not.toHaveProperty('max_tokens');
  expect(other).not.toHaveProperty('stream_options');
});

it('sends one control of reasoning, the extra body and the session where the target knows it', () => {
  const reasoning = { off: { thinking: { type: 'disabled' } }, on: { thinking: { type: 'enabled' } }, effort: {}, budget: null };
  const quirks = { reasoning, extraBody: { provider: { sort: 'price' } }, promptCacheKey: true };
  const off = build({ reasoning: { mode: 'off', effort: 'high', budgetTokens: 9 }, sessionId: 's'.repeat(99) }, quirks);
  expect(off).toMatchObject({ thinking: { type: 'disabled' }, provider: { sort: 'price' }, prompt_cache_key: 's'.repeat(64) });
  expect(off).not.toHaveProperty('reasoning_effort');
  expect(build({ sessionId: 's' })).not.toHaveProperty('prompt_cache_key');
});

it('offers tools in the form of functions, and says that they are not strict where silence means strict', () => {
  expect(build({ tools: [READ] }).tools).toEqual([
    { type: 'function', function: { name: 'Read', description: 'Reads.', parameters: READ.input_schema } },
  ]);
  const freeform = build(
    {
      tools: [
        { name: 'patch', freeform: true },
        { name: 'noop', input_schema: { type: 'object' } },
      ],
    },
    { saysNotStrict: true },
  );
  expect(freeform.tools.map((tool: { function: object }) => tool.function)).toMatchObject([
    { parameters: { required: ['input'] }, strict: false },
    { parameters: { type: 'object', properties: {} }, strict: false },
  ]);
});

it('limits the choice of tools in the words of the dialect', () => {
  const choose = (toolChoice: CanonicalRequest['toolChoice'], quirks: Partial<Quirks> = {}) => {
    const { tools, tool_choice, parallel_tool_calls } = build({ tools: [READ], toolChoice }, quirks);
    return [tools?.length, tool_choice, parallel_tool_calls];
  };
  expect(choose(null)).toEqual([1, undefined, undefined]);
  expect(choose({ type: 'any', disable_parallel_tool_use: true })).toEqual([1, 'required', false]);
  expect(choose({ type: 'tool', name: 'Read' })).toEqual([1, { type: 'function', function: { name: 'Read' } }, undefined]);
  expect(choose({ type: 'auto', disable_parallel_tool_use: true }, { parallelToolCalls: false })).toEqual([1, 'auto', undefined]);
  expect(choose({ type: 'none' })).toEqual([1, 'none', undefined]);
  expect(choose({ type: 'none' }, { toolChoice: 'auto-only' })).toEqual([undefined, undefined, undefined]);
});

it('puts results right behind their calls and what text cannot hold into the message after them (pitfall 37)', () => {
  const results = [result('c2', 'two'), result('c1', [{ type: 'text', text: 'one' }, image]), { type: 'text', text: 'Look.' }];
  expect(build({ messages: loop([use('c1'), use('c2')], results) }).messages.slice(1)).toEqual([
    {
      role: 'assistant',
      content: null,
      tool_calls: ['c1', 'c2'].map((id) => ({ id, type: 'function', function: { name: 'Read', arguments: '{"path":"a"}' } })),
    },
    { role: 'tool', tool_call_id: 'c1', content: 'one\n(The image follows.)' },
    { role: 'tool', tool_call_id: 'c2', content: 'two' },
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
        { type: 'text', text: 'Look.' },
      ],
    },
  ]);
});

it('leaves images in the result where the target takes them there', () => {
  const messages = loop([use('c1')], [result('c1', [{ type: 'text', text: 'one' }, image])]);
  expect(build({ messages }, { imagesInToolResults: true }).messages.at(-1)).toEqual({
    role: 'tool',
    tool_call_id: 'c1',
    content: [
      { type: 'text', text: 'one' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
    ],
  });
});

it('lets the text of the user join the result where no user may follow one', () => {
  const quirks = { userAfterToolResult: false, systemMessages: 'fold' } as const;
  const words: ContentBlock = { type: 'text', text: 'Go on.' };
  const tail = (user: ContentBlock[]) => build({ messages: loop([use('c1')], user) }, quirks).messages.slice(2);
  expect(tail([result('c1', 'one'), words])).toEqual([{ role: 'tool', tool_call_id: 'c1', content: 'one\n\nGo on.' }]);
  expect(tail([result('c1', [image]), words]).map(({ role }: { role: string }) => role)).toEqual(['tool', 'assistant', 'user']);
});

it('says what kind of result it was: an error, nothing, a tool that was loaded', () => {
  const content = (block: ContentBlock) => build({ messages: loop([use('c1')], [block]) }).messages.at(-1).content;
  expect(content({ type: 'tool_result', tool_use_id: 'c1', content: 'no file', is_error: true })).toBe('Error: no file');
  expect(content({ type: 'tool_result', tool_use_id: 'c1' })).toBe('(No output.)');
  expect(content(result('c1', [{ type: 'tool_reference', tool_name: 'Bash' }]))).toBe('Tool loaded: Bash');
});

it('sends documents as files where they are files, and as text where they are text', () => {
  const pdf: ContentBlock = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } };
  const note: ContentBlock = {
    type: 'document',
    title: 'note.md',
    source: { type: 'text', media_type: 'text/plain', data: 'Hello' },
  };
  expect(build({ messages: [{ role: 'user', content: [pdf, note] }] }).messages[0].content).toEqual([
    { type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,JVBE' } },
    { type: 'text', text: 'Document "note.md":\nHello' },
  ]);
});

it('keeps system messages where they stand, in the role that the target knows (pitfall 35)', () => {
  const messages: CanonicalMessage[] = [
    { role: 'user', content: 'a' },
    { role: 'system', content: [{ type: 'text', text: 'Note.' }] },
  ];
  const system = [
    { type: 'text', text: 'One.' },
    { type: 'text', text: 'Two.' },
  ] as const;
  expect(build({ system: [...system], messages }, { systemRole: 'developer' }).messages).toEqual([
    { role: 'developer', content: 'One.\n\nTwo.' },
    { role: 'user', content: 'a' },
    { role: 'developer', content: 'Note.' },
  ]);
});

it('keeps cache marks where they are understood, and drops them elsewhere', () => {
  const mark = { cache_control: { type: 'ephemeral' } };
  const request = {
    system: [{ type: 'text' as const, text: 'One.', ...mark }],
    messages: loop([use('c1')], [{ ...result('c1', 'text'), ...mark }]),
  };
  expect(build(request, { cacheControl: true }).messages).toMatchObject([
    { role: 'system', content: [{ type: 'text', text: 'One.', ...mark }] },
    {},
    {},
    { role: 'tool', content: [{ type: 'text', text: 'text', ...mark }] },
  ]);
  expect(JSON.stringify(build(request))).not.toContain('cache_control');
});

it('holds the answer to a schema in the way that the target knows', () => {
  const schema = { type: 'object', properties: { title: { type: 'string' } } };
  const output = { kind: 'json-schema', name: 'session title', schema } as const;
  expect(build({ output }).response_format).toEqual({ type: 'json_schema', json_schema: { name: 'session_title', schema } });
  const loose = build({ output }, { structuredOutput: 'json-object' });
  expect(loose.response_format).toEqual({ type: 'json_object' });
  expect(loose.messages[0]).toMatchObject({ role: 'system', content: expect.stringContaining(JSON.stringify(schema)) });
  const words = build({ output: { kind: 'json-object' } }, { structuredOutput: 'words' });
  expect(words).not.toHaveProperty('response_format');
  expect(words.messages[0].content).toContain('JSON object');
});

it("asks for the provider's own search, and says in words where to search", () => {
  const tools = [
    { type: 'web_search_20250305', name: 'web_search', allowed_domains: ['a.example'], blocked_domains: ['b.example'] },
  ];
  const body = build({ tools }, { webSearch: { plugins: [{ id: 'web' }] } });
  expect(body).toMatchObject({ plugins: [{ id: 'web' }] });
  expect(body).not.toHaveProperty('tools');
  expect(body.messages[0].content).toBe(
    'When you search the web, use results from these sites only: a.example.\n\nWhen you search the web, use no results from these sites: b.example.',
  );
});

it.each(['reasoning_content', 'reasoning'] as const)(
  'hands reasoning back as %s and never as text (pitfalls 24 and 25)',
  (field) => {
    const messages = loop([thought('First read.'), { type: 'text', text: 'Reading.' }, use('c1')]);
    expect(build({ messages }, { reasoningReplay: field }).messages[1]).toMatchObject({
      content: 'Reading.',
      [field]: 'First read.',
    });
    expect(JSON.stringify(build({ messages }))).not.toContain('First read.');
  },
);

it('hands reasoning_details back as they came, put together by index (pitfall 29)', () => {
  const entry = { type: 'reasoning.text', index: 0, format: 'f' };
  const first = thought('ab', { reasoning_details: [{ ...entry, text: 'ab' }] });
  const second = thought('', { reasoning_details: [{ ...entry, signature: 's' }] });
  const [, message] = build({ messages: loop([first, use('c1'), second]) }, { reasoningReplay: 'reasoning_details' }).messages;
  expect(message.reasoning_details).toEqual([{ ...entry, text: 'ab', signature: 's' }]);
  const plain = build({ messages: loop([thought('ab'), use('c1')]) }, { reasoningReplay: 'reasoning_details' });
  expect(plain.messages[1]).toMatchObject({ reasoning: 'ab' });
});

it('puts a sentence where reasoning must be there and is not, unless reasoning is off (pitfall 25)', () => {
  const switchable = { off: { thinking: { type: 'disabled' } }, on: {}, effort: {}, budget: null };
  const required = { reasoningReplay: 'reasoning_content', reasoningRequired: true, reasoning: switchable } as const;
  const messages = [
    ...loop([use('c1')]),
    { role: 'assistant' as const, content: 'Done.' },
    { role: 'user' as const, content: 'Ta' },
  ];
  const replay = (request: Partial<CanonicalRequest>, quirks: Partial<Quirks>) =>
    build({ messages, ...request }, quirks).messages.map((message: { reasoning_content?: string }) => message.reasoning_content);
  const sentence = '(The reasoning of this step is not available.)';
  const off = { reasoning: { mode: 'off', effort: null, budgetTokens: null } } as const;
  expect(replay({}, required)).toEqual([undefined, sentence, undefined, undefined, undefined]);
  expect(replay(off, required)).not.toContain(sentence);
  // A model that cannot do without thinks whatever was asked for.
  expect(replay(off, { ...required, reasoning: { ...switchable, off: null } })).toContain(sentence);
});

it('hangs onto a call what came with it (pitfall 18)', () => {
  const extra = { google: { thought_signature: 'c2ln' } };
  const messages = loop([thought('', { tool_calls: { c1: { extra_content: extra } } }), use('c1')]);
  expect(build({ messages }, { reasoningReplay: 'state' }).messages[1].tool_calls[0].extra_content).toEqual(extra);
});

it('puts reasoning back into its tags where the server uses them (pitfall 30)', () => {
  const messages = loop([thought('Hm.'), { type: 'text', text: 'So.' }, use('c1')]);
  expect(build({ messages }, { reasoningReplay: 'state', thinkTags: true }).messages[1].content).toBe(
    '<think>Hm.</think>\n\nSo.',
  );
});

it('passes arguments that are no object as the text that they are', () => {
  const broken = { type: 'tool_use', id: 'c1', name: 'Read', input: '{"path": "a' };
  expect(build({ messages: loop([broken]) }).messages[1].tool_calls[0].function.arguments).toBe('{"path": "a');
});
