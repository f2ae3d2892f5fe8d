import { describe, expect, it } from 'vitest';
import { readClaudeCodeBodies } from '../../testing/claude-code-bodies';
import { parseRequest } from './parse-request';

const parse = (more: object = {}) => parseRequest({ model: 'm', messages: [{ role: 'user', content: 'Hi.' }], ...more });

it('reads every request that the real client was seen to send, and keeps each message and block in its place', () => {
  const bodies = [...readClaudeCodeBodies('messages'), ...readClaudeCodeBodies('count-tokens')];
  for (const body of bodies.map(
    (line) => JSON.parse(line) as { model: string; messages: object[]; system?: object; tools?: object },
  )) {
    const request = parseRequest(body);
    expect(request).toMatchObject({ model: body.model, messages: body.messages.map(withoutOutputConfig) });
    expect(request.system).toEqual(body.system ?? []);
    expect(request.tools).toEqual(body.tools ?? []);
  }
});

function withoutOutputConfig(message: object): object {
  const { output_config: _effort, ...rest } = message as { output_config?: unknown };
  return rest;
}

describe('reasoning', () => {
  it.each([
    [{}, { mode: 'off', effort: null, budgetTokens: null }],
    [
      { thinking: { type: 'disabled' }, output_config: { effort: 'low' } },
      { mode: 'off', effort: 'low', budgetTokens: null },
    ],
    [
      { thinking: { type: 'adaptive' }, output_config: { effort: 'xhigh' } },
      { mode: 'on', effort: 'xhigh', budgetTokens: null },
    ],
    [{ thinking: { type: 'enabled', budget_tokens: 31999 } }, { mode: 'on', effort: null, budgetTokens: 31999 }],
    [
      { thinking: { type: 'adaptive' }, output_config: { effort: 'ultra' } },
      { mode: 'on', effort: null, budgetTokens: null },
    ],
    [
      { thinking: 'loudly', output_config: 7 },
      { mode: 'off', effort: null, budgetTokens: null },
    ],
  ])('of %j', (fields, expected) => {
    expect(parse(fields).reasoning).toEqual(expected);
  });
});

it('reads the schema of the answer, by its older name too', () => {
  const schema = { type: 'object', title: 'Title' };
  const format = { type: 'json_schema', schema };
  expect(parse({ output_config: { format } }).output).toEqual({ kind: 'json-schema', name: 'Title', schema });
  expect(parse({ output_format: { ...format, schema: { title: 'no name: ever' } } }).output).toMatchObject({ name: 'answer' });
  expect(parse({ output_config: { format: { type: 'xml' } } }).output).toBeNull();
});

it('keeps cache marks and whatever else it does not know on blocks and tools', () => {
  const mark = { cache_control: { type: 'ephemeral', ttl: '1h' }, novel: 1 };
  const system = [{ type: 'text', text: 'S', ...mark }];
  const tools = [{ name: 'A', defer_loading: true, ...mark }];
  const content = [
    { type: 'document', source: { type: 'file', file_id: 'f' }, title: 'T', ...mark },
    { type: 'tool_result', tool_use_id: 't', content: [{ type: 'search_result', ...mark }], ...mark },
    { type: 'novelty', ...mark },
  ];
  const request = parse({ system, tools, messages: [{ role: 'user', content }], top_k: 5 });
  expect(request).toMatchObject({ system, tools, messages: [{ role: 'user', content }], topK: 5 });
});

it('takes system messages in mid-conversation, with nothing in them too (pitfall 35)', () => {
  const messages = [
    { role: 'system', content: [] },
    { role: 'system', output_config: { effort: 'low' } },
    { role: 'system', content: 'Now.' },
  ];
  expect(parse({ messages }).messages).toEqual([
    { role: 'system', content: [] },
    { role: 'system', content: [] },
    { role: 'system', content: 'Now.' },
  ]);
});

it('names sets of tools by their type', () => {
  expect(parse({ tools: [{ type: 'mcp_toolset', mcp_server_name: 'x' }] }).tools[0]).toMatchObject({
    name: 'mcp_toolset',
    mcp_server_name: 'x',
  });
});

it('finds the session in either form of the user id', () => {
  const session = (userId: string) => parse({ metadata: { user_id: userId } }).sessionId;
  expect(session('{"device_id":"d","session_id":"s-1"}')).toBe('s-1');
  expect(session('user_abc_account__session_s-2')).toBe('s-2');
  expect(session('somebody')).toBeNull();
  expect(session('"text"')).toBeNull();
});

describe('what is no request is refused with its place', () => {
  it.each([
    ['JSON object', []],
    ['model', { model: 5, messages: [] }],
    ['messages', { model: 'm' }],
    ['messages.0', { messages: ['Hi.'] }],
    ['messages.0.role', { messages: [{ role: 'robot', content: 'Hi.' }] }],
    ['messages.0.content:', { messages: [{ role: 'user' }] }],
    ['messages.0.content.0.type', { messages: [{ role: 'user', content: ['Hi.'] }] }],
    ['messages.0.content.0.text', { messages: [{ role: 'user', content: [{ type: 'text', text: 5 }] }] }],
    ['messages.0.content.0.source', { messages: [{ role: 'user', content: [{ type: 'document' }] }] }],
    [
      'messages.0.content.0.content.0.source',
      { messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'image' }] }] }] },
    ],
    ['system', { messages: [], system: 5 }],
    ['system.0', { messages: [], system: [{ type: 'image' }] }],
    ['tools.0.name', { messages: [], tools: [{ description: 'x' }] }],
  ])('%s', (place, body) => {
    expect(() => parseRequest(body)).toThrow(place);
  });
});

it('passes over fields of a wrong kind that only an upstream could judge', () => {
  const wrong = {
    temperature: 'hot',
    top_p: null,
    top_k: NaN,
    stop_sequences: 'x',
    tool_choice: 'auto',
    tools: {},
    metadata: 5,
    max_tokens: '1',
  };
  expect(parse(wrong)).toMatchObject({
    temperature: null,
    topP: null,
    topK: null,
    stopSequences: [],
    toolChoice: null,
    tools: [],
    sessionId: null,
    maxTokens: null,
  });
  expect(parse({ tool_choice: { type: 'sometimes' } }).toolChoice).toBeNull();
});
