import { describe, expect, it } from 'vitest';
import type { CanonicalMessage, PreparedRequest } from '../../canonical/request';
import type { Quirks } from '../../../shared/model/quirks';
import { dialectQuirks } from '../default-quirks';
import { buildRequest } from './build-request';

const EMPTY: PreparedRequest = {
  model: 'client-model',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
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

function build(request: Partial<PreparedRequest>, quirks: Partial<Quirks> = {}): Record<string, unknown> {
  const target = {
    model: 'gpt-x',
    quirks: { ...dialectQuirks['openai-responses'], ...quirks },
    limits: { contextWindow: undefined, maxOutputTokens: undefined },
    inputEstimate: 10,
  };
  return buildRequest({ ...EMPTY, ...request }, target) as Record<string, unknown>;
}

const inputOf = (messages: CanonicalMessage[], quirks: Partial<Quirks> = {}) => build({ messages }, quirks).input;

it('leaves nothing with the provider and asks for reasoning that it can hand back (pitfall 27)', () => {
  expect(build({})).toEqual({
    model: 'gpt-x',
    input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
    include: ['reasoning.encrypted_content'],
    store: false,
    stream: true,
  });
  expect(build({}, { reasoningReplay: 'none' })).not.toHaveProperty('include');
});

it('raises a limit of tokens to the least that is taken, and leaves out what has no place', () => {
  const body = build({ maxTokens: 1, stopSequences: ['x'], topK: 4, temperature: 0.5, topP: 0.9 });
  expect(body).toMatchObject({ max_output_tokens: 16, temperature: 0.5, top_p: 0.9 });
  expect(body).not.toHaveProperty('stop');
  expect(body).not.toHaveProperty('top_k');
});

const SCHEMA = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };

it('says that tools are not strict, and in which way one is chosen', () => {
  const tools = [
    { name: 'Read', description: 'Reads.', input_schema: SCHEMA },
    { name: 'Ping', input_schema: { type: 'object' } },
  ];
  expect(build({ tools, toolChoice: { type: 'tool', name: 'Read', disable_parallel_tool_use: true } })).toMatchObject({
    tools: [
      { type: 'function', name: 'Read', description: 'Reads.', parameters: SCHEMA, strict: false },
      { type: 'function', name: 'Ping', parameters: { type: 'object', properties: {} }, strict: false },
    ],
    tool_choice: { type: 'function', name: 'Read' },
    parallel_tool_calls: false,
  });
  expect(build({ tools, toolChoice: { type: 'any' } })).toMatchObject({ tool_choice: 'required' });
  expect(build({ tools, toolChoice: { type: 'none' } })).toMatchObject({ tool_choice: 'none' });
  expect(build({ tools }, { saysNotStrict: false })).not.toHaveProperty('tools[0].strict');
});

it('sends one coherent control of reasoning or none (pitfall 26)', () => {
  const reasoning = (mode: 'on' | 'off', effort: 'max' | 'low' | null) =>
    build({ reasoning: { mode, effort, budgetTokens: null } });
  expect(reasoning('on', 'max')).toMatchObject({ reasoning: { effort: 'high', summary: 'auto' } });
  expect(reasoning('on', 'low')).toMatchObject({ reasoning: { effort: 'low', summary: 'auto' } });
  expect(reasoning('off', null)).not.toHaveProperty('reasoning');
  expect(build({})).not.toHaveProperty('reasoning');
});

it('lets turns of a session find the same cache, where that is understood', () => {
  expect(build({ sessionId: 's'.repeat(80) }, { promptCacheKey: true })).toMatchObject({ prompt_cache_key: 's'.repeat(64) });
  expect(build({ sessionId: 'abc' })).not.toHaveProperty('prompt_cache_key');
});

it('lays the provider’s own fields over everything', () => {
  expect(build({}, { extraBody: { store: true, include: ['x'] } })).toMatchObject({
    store: true,
    include: ['reasoning.encrypted_content', 'x'],
  });
});

describe('the form of the answer', () => {
  const output = { kind: 'json-schema' as const, name: 'my title', schema: { type: 'object' } };

  it('is a schema where the provider holds answers to one', () => {
    expect(build({ output })).toMatchObject({
      text: { format: { type: 'json_schema', name: 'my_title', schema: { type: 'object' }, strict: false } },
    });
    expect(build({ output: { kind: 'json-object' } })).toMatchObject({ text: { format: { type: 'json_object' } } });
  });

  it('is told in words too where it knows any JSON only, or none', () => {
    const objects = build({ output, system: [{ type: 'text', text: 'Be brief.' }] }, { structuredOutput: 'json-object' });
    expect(objects.text).toEqual({ format: { type: 'json_object' } });
    expect(objects.instructions).toMatch(/^Be brief\.\n\nAnswer with JSON .*\n\{"type":"object"\}$/);
    const words = build({ output }, { structuredOutput: 'words' });
    expect(words).not.toHaveProperty('text');
    expect(words.instructions).toContain('{"type":"object"}');
  });
});

describe('web search', () => {
  const webSearch = { maxUses: 8, allowedDomains: ['a.example'], blockedDomains: ['b.example'] };

  it('is the provider’s own tool beside the client’s, within the allowed domains (pitfall 45)', () => {
    const body = build({ webSearch, tools: [{ name: 'Read' }] });
    expect(body.tools).toMatchObject([
      { type: 'function', name: 'Read' },
      { type: 'web_search', filters: { allowed_domains: ['a.example'] } },
    ]);
    expect(body.instructions).toContain('b.example');
  });

  it('brings along what the provider wants to be asked for with it', () => {
    const quirk = { tools: [{ type: 'web_search' }], include: ['web_search_call.action.sources'] };
    expect(build({ webSearch: { maxUses: null, allowedDomains: [], blockedDomains: [] } }, { webSearch: quirk })).toMatchObject({
      tools: [{ type: 'web_search' }],
      include: ['reasoning.encrypted_content', 'web_search_call.action.sources'],
    });
  });
});

describe('the conversation', () => {
  const call = { type: 'tool_use' as const, id: 'call_1', name: 'Read', input: { path: 'x' } };
  const png = { type: 'image' as const, source: { type: 'base64' as const, media_type: 'image/png', data: 'iVBO' } };
  const result = (content: unknown, more: object = {}) => ({
    type: 'tool_result' as const,
    tool_use_id: 'call_1',
    content: content as string,
    ...more,
  });
  const state = (...ids: string[]) => ({
    type: 'thinking' as const,
    thinking: 'text that is never sent',
    state: { reasoning: ids.map((id) => ({ id, summary: [], encrypted_content: `gA${id}==` })) },
  });
  const reasoning = (id: string) => ({ type: 'reasoning', id, summary: [], encrypted_content: `gA${id}==` });
  const functionCall = { type: 'function_call', call_id: 'call_1', name: 'Read', arguments: '{"path":"x"}' };
  const said = (text: string) => ({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] });

  it('keeps its order: text, call, result, and what else the user says after it', () => {
    expect(
      inputOf([
        { role: 'assistant', content: [{ type: 'text', text: 'I look.' }, { type: 'text', text: 'Now.' }, call] },
        { role: 'user', content: [result('found', { is_error: true }), { type: 'text', text: 'Go on' }] },
      ]),
    ).toEqual([
      {
        type: 'message',
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'I look.' },
          { type: 'output_text', text: 'Now.' },
        ],
      },
      functionCall,
      { type: 'function_call_output', call_id: 'call_1', output: 'Error: found' },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Go on' }] },
    ]);
  });

  it('passes arguments that were no JSON as the text that they are', () => {
    const broken = { ...call, input: '{"path": "x' };
    expect(inputOf([{ role: 'assistant', content: [broken] }])).toMatchObject([{ arguments: '{"path": "x' }]);
  });

  it('puts reasoning back byte for byte right before what it led to (pitfall 27)', () => {
    expect(
      inputOf([{ role: 'assistant', content: [state('r1'), { type: 'text', text: 'I look.' }, state('r2', 'r3'), call] }]),
    ).toEqual([reasoning('r1'), said('I look.'), reasoning('r2'), reasoning('r3'), functionCall]);
  });

  it('never ends a turn with reasoning, which is refused without what follows it', () => {
    expect(inputOf([{ role: 'assistant', content: [{ type: 'text', text: 'Done.' }, state('r1')] }])).toEqual([
      reasoning('r1'),
      said('Done.'),
    ]);
    expect(inputOf([{ role: 'assistant', content: [state('r1')] }])).toEqual([]);
  });

  it('sends no reasoning as text (pitfall 24)', () => {
    expect(JSON.stringify(inputOf([{ role: 'assistant', content: [state('r1'), call] }]))).not.toContain('never sent');
  });

  it('keeps system messages where they stand (pitfall 35)', () => {
    const messages: CanonicalMessage[] = [
      { role: 'user', content: 'a' },
      { role: 'system', content: [{ type: 'text', text: 'Plan mode.' }] },
      { role: 'user', content: 'b' },
    ];
    expect(inputOf(messages, { systemRole: 'developer' })).toMatchObject([
      { role: 'user' },
      { role: 'developer', content: [{ type: 'input_text', text: 'Plan mode.' }] },
      { role: 'user' },
    ]);
  });

  it('keeps images within a result where it may hold them, else sends them after it (pitfall 37)', () => {
    const messages: CanonicalMessage[] = [{ role: 'user', content: [result([{ type: 'text', text: 'A picture:' }, png])] }];
    const image = { type: 'input_image', image_url: 'data:image/png;base64,iVBO', detail: 'auto' };
    expect(inputOf(messages)).toEqual([
      { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_text', text: 'A picture:' }, image] },
    ]);
    expect(inputOf(messages, { imagesInToolResults: false })).toEqual([
      { type: 'function_call_output', call_id: 'call_1', output: 'A picture:\n(The image or file follows.)' },
      { type: 'message', role: 'user', content: [image] },
    ]);
  });

  it('sends files as files and what it does not know as text', () => {
    const pdf = { type: 'document' as const, source: { type: 'base64' as const, media_type: 'application/pdf', data: 'JVBE' } };
    const note = {
      type: 'document' as const,
      source: { type: 'text' as const, media_type: 'text/plain', data: 'body' },
      title: 'Note',
    };
    const link = { type: 'document' as const, source: { type: 'url' as const, url: 'https://a.example/x.pdf' } };
    expect(inputOf([{ role: 'user', content: [pdf, note, link, { type: 'odd', value: 1 }] }])).toMatchObject([
      {
        content: [
          { type: 'input_file', filename: 'document.pdf', file_data: 'data:application/pdf;base64,JVBE' },
          { type: 'input_text', text: 'Note\n\nbody' },
          { type: 'input_file', file_url: 'https://a.example/x.pdf' },
          { type: 'input_text', text: '{"type":"odd","value":1}' },
        ],
      },
    ]);
  });

  it('tells the tools that a search has loaded', () => {
    expect(inputOf([{ role: 'user', content: [result([{ type: 'tool_reference', tool_name: 'WebFetch' }])] }])).toMatchObject([
      { output: 'Tool loaded: WebFetch' },
    ]);
  });
});
