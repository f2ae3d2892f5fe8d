import { describe, expect, it } from 'vitest';
import { ProxyError } from '../../errors/proxy-error';
import { parseRequest } from './parse-request';

const parse = (body: object) => parseRequest({ model: 'm', input: 'Hi', ...body });
const messagesOf = (...input: unknown[]) => parse({ input }).messages;

function refusalOf(body: unknown): string {
  try {
    parseRequest(body);
  } catch (error) {
    if (error instanceof ProxyError && error.status === 400) return error.message;
    throw error;
  }
  return 'taken';
}

it('reads what a plain call of the official SDK says, and nothing that it does not say', () => {
  expect(parseRequest({ model: 'gpt-x', input: 'Hi' })).toEqual({
    model: 'gpt-x',
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
  });
});

it('reads the parameters', () => {
  const schema = { type: 'object' };
  expect(
    parse({
      instructions: 'Be brief.',
      max_output_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      stream: true,
      prompt_cache_key: 'session-1',
      reasoning: { effort: 'xhigh', summary: 'auto' },
      text: { format: { type: 'json_schema', name: 'title', schema, strict: true }, verbosity: 'low' },
    }),
  ).toMatchObject({
    system: [{ type: 'text', text: 'Be brief.' }],
    maxTokens: 100,
    temperature: 0.5,
    topP: 0.9,
    stream: true,
    sessionId: 'session-1',
    reasoning: { mode: 'on', effort: 'xhigh', budgetTokens: null },
    output: { kind: 'json-schema', name: 'title', schema },
  });
});

it.each([
  [undefined, null],
  [null, null],
  [{ effort: null, summary: null }, null],
  [{ effort: 'none' }, { mode: 'off', effort: null, budgetTokens: null }],
  [{ summary: 'auto' }, { mode: 'on', effort: null, budgetTokens: null }],
  [{ effort: 'of a level to come' }, { mode: 'on', effort: null, budgetTokens: null }],
])('takes reasoning %j for %j', (reasoning, expected) => {
  expect(parse({ reasoning }).reasoning).toEqual(expected);
});

describe('the conversation', () => {
  it('makes turns of items: what the model made is one, what came back to it the next', () => {
    expect(
      messagesOf(
        { role: 'user', content: [{ type: 'input_text', text: 'Look' }] },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'why' }], encrypted_content: 'switchyard.1.x' },
        { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'Read', arguments: '{"path":"x"}' },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.', annotations: [] }] },
        { type: 'function_call_output', call_id: 'call_1', output: 'found' },
        { role: 'user', content: 'Go on' },
      ),
    ).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Look' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'why', signature: 'switchyard.1.x' },
          { type: 'tool_use', id: 'call_1', name: 'Read', input: { path: 'x' } },
          { type: 'text', text: 'I look.' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_1', content: 'found' },
          { type: 'text', text: 'Go on' },
        ],
      },
    ]);
  });

  it('takes instructions before everything for the system prompt, and keeps later ones in place (pitfall 35)', () => {
    const { system, messages } = parse({
      instructions: 'One.',
      input: [
        { role: 'developer', content: 'Two.' },
        { role: 'user', content: 'Hi' },
        { role: 'system', content: [{ type: 'input_text', text: 'Three.' }] },
      ],
    });
    expect(system.map(({ text }) => text)).toEqual(['One.', 'Two.']);
    expect(messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'system', content: 'Three.' },
    ]);
  });

  it('reads images and files, as data and by address, within results too', () => {
    const [message, turn] = messagesOf(
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: 'data:image/png;base64,iVBO', detail: 'auto' },
          { type: 'input_image', image_url: 'https://a.example/x.png' },
          { type: 'input_file', filename: 'x.pdf', file_data: 'data:application/pdf;base64,JVBE' },
          { type: 'input_file', filename: 'x.txt', file_data: `data:text/plain;base64,${btoa('body')}` },
          { type: 'input_file', file_url: 'https://a.example/x.pdf' },
        ],
      },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '' },
      { type: 'function_call_output', call_id: 'c', output: [{ type: 'input_image', image_url: 'data:image/png;base64,iVBO' }] },
    ).filter(({ role }) => role === 'user');
    const png = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } };
    expect(message?.content).toEqual([
      png,
      { type: 'image', source: { type: 'url', url: 'https://a.example/x.png' } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' }, title: 'x.pdf' },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'body' }, title: 'x.txt' },
      { type: 'document', source: { type: 'url', url: 'https://a.example/x.pdf' } },
    ]);
    expect(turn?.content).toEqual([{ type: 'tool_result', tool_use_id: 'c', content: [png] }]);
  });

  it('keeps arguments that are no JSON as text, and takes none for an empty object', () => {
    const call = (json: string) => ({ type: 'function_call', call_id: 'c', name: 'f', arguments: json });
    expect(messagesOf(call(''), call('{"a":'))).toMatchObject([{ content: [{ input: {} }, { input: '{"a":' }] }]);
  });

  it('reads calls of tools that take text, and of tools in groups', () => {
    expect(
      messagesOf(
        { type: 'custom_tool_call', call_id: 'c1', name: 'apply_patch', input: '*** Begin' },
        { type: 'function_call', call_id: 'c2', namespace: 'mcp__s', name: 'status', arguments: '{}' },
        { type: 'custom_tool_call_output', call_id: 'c1', output: 'done' },
      ),
    ).toMatchObject([
      {
        content: [
          { type: 'tool_use', id: 'c1', name: 'apply_patch', input: { input: '*** Begin' } },
          { type: 'tool_use', id: 'c2', name: 'mcp__s__status', input: {} },
        ],
      },
      { content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'done' }] },
    ]);
  });

  it('passes over what OpenAI’s own tools left behind, and reasoning without anything in it', () => {
    expect(
      messagesOf(
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
        { type: 'reasoning', id: 'rs_1', summary: [] },
      ),
    ).toEqual([]);
  });
});

describe('tools', () => {
  const parameters = { type: 'object', properties: { q: { type: 'string' } } };

  it('reads functions, groups of them, and tools that take plain text with their grammar in words', () => {
    const { tools } = parse({
      tools: [
        { type: 'function', name: 'Read', description: 'Reads.', parameters, strict: true },
        { type: 'namespace', name: 'mcp__s__', description: 'd', tools: [{ type: 'function', name: 'status' }] },
        {
          type: 'custom',
          name: 'patch',
          description: 'Patches.',
          format: { type: 'grammar', syntax: 'lark', definition: 'start: x' },
        },
      ],
    });
    expect(tools).toMatchObject([
      { name: 'Read', description: 'Reads.', input_schema: parameters },
      { name: 'mcp__s__status', input_schema: { type: 'object' }, namespace: 'mcp__s__', bareName: 'status' },
      { name: 'patch', freeform: true, input_schema: { required: ['input'] } },
    ]);
    expect(tools[2]?.description).toBe('Patches.\n\nThe input is text of this lark grammar:\nstart: x');
  });

  it('takes a web search for a wish that the provider searches (pitfall 45)', () => {
    expect(parse({ tools: [{ type: 'web_search', filters: { allowed_domains: ['a.example'] } }] }).tools).toEqual([
      { type: 'web_search_20250305', name: 'web_search', allowed_domains: ['a.example'] },
    ]);
    expect(parse({ tools: [{ type: 'web_search_preview' }] }).tools).toMatchObject([{ name: 'web_search' }]);
  });

  it('adds the tools that the conversation brought in, each once', () => {
    const found = { type: 'function', name: 'Found', parameters };
    const { tools, messages } = parse({
      tools: [{ type: 'tool_search', execution: 'client', description: 'Finds tools.', parameters }],
      input: [
        { type: 'additional_tools', role: 'developer', tools: [found] },
        { role: 'user', content: 'Hi' },
        { type: 'tool_search_call', call_id: 'c', execution: 'client', arguments: { q: 'x' } },
        { type: 'tool_search_output', call_id: 'c', execution: 'client', tools: [found, { ...found, name: 'Other' }] },
      ],
    });
    expect(tools.map(({ name }) => name)).toEqual(['tool_search', 'Found', 'Other']);
    expect(messages.slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'tool_search', input: { q: 'x' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'Tool loaded: Found\nTool loaded: Other' }] },
    ]);
  });

  it.each([
    ['auto', {}, { type: 'auto' }],
    ['required', {}, { type: 'any' }],
    ['none', {}, { type: 'none' }],
    [undefined, { parallel_tool_calls: false }, { type: 'auto', disable_parallel_tool_use: true }],
    [undefined, {}, null],
    [{ type: 'function', name: 'Read' }, {}, { type: 'tool', name: 'Read' }],
    [{ type: 'custom', name: 'patch' }, {}, { type: 'tool', name: 'patch' }],
    [{ type: 'web_search_preview' }, {}, { type: 'auto' }],
  ])('takes the choice %j with %j for %j', (tool_choice, more, expected) => {
    expect(parse({ tool_choice, ...more }).toolChoice).toEqual(expected);
  });

  it('leaves only those tools that the client allows this time', () => {
    const tools = ['Read', 'Bash'].map((name) => ({ type: 'function', name, parameters }));
    const tool_choice = { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'Bash' }] };
    expect(parse({ tools, tool_choice })).toMatchObject({ toolChoice: { type: 'any' }, tools: [{ name: 'Bash' }] });
  });
});

it.each([
  ['a body that is no object', [], /JSON object/],
  ['no input', { model: 'm' }, /^input: /],
  ['a model that is no string', { model: 3, input: 'Hi' }, /^model: /],
  ['an earlier answer', { input: 'Hi', previous_response_id: 'resp_1' }, /^previous_response_id: .*whole conversation/],
  ['a conversation', { input: 'Hi', conversation: 'conv_1' }, /^conversation: /],
  ['a stored prompt', { prompt: { id: 'p' } }, /^prompt: /],
  ['an answer in the background', { input: 'Hi', background: true }, /^background: /],
  ['a reference to an item', { input: [{ type: 'item_reference', id: 'rs_1' }] }, /^input\[0\]: an item_reference/],
  ['an item of a kind unknown', { input: [{ type: 'compaction', encrypted_content: 'x' }] }, /^input\[0\]\.type: "compaction"/],
  ['an item that is no object', { input: ['Hi'] }, /^input\[0\]: must be an object/],
  ['a role unknown', { input: [{ role: 'tool', content: 'x' }] }, /^input\[0\]\.role/],
  ['content that is none', { input: [{ role: 'user', content: 3 }] }, /^input\[0\]\.content/],
  ['a stored image', { input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'f' }] }] }, /content\[0\]: a file_id/],
  ['a stored file', { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] }, /stored at OpenAI/],
  ['sound', { input: [{ role: 'user', content: [{ type: 'input_audio', data: 'x' }] }] }, /"input_audio"/],
  ['a call without an id', { input: [{ type: 'function_call', name: 'f' }] }, /^input\[0\]\.call_id/],
  ['a call without a name', { input: [{ type: 'function_call', call_id: 'c' }] }, /^input\[0\]\.name/],
  ['tools that are no list', { input: 'Hi', tools: {} }, /^tools: /],
  ['a tool without a name', { input: 'Hi', tools: [{ type: 'function' }] }, /^tools\[0\]\.name/],
  [
    'a tool that runs at OpenAI',
    { input: 'Hi', tools: [{ type: 'code_interpreter' }] },
    /^tools\[0\]: "code_interpreter".*function of your own/,
  ],
  ['a search for tools at OpenAI', { input: 'Hi', tools: [{ type: 'tool_search' }] }, /"tool_search"/],
  ['a format without its schema', { input: 'Hi', text: { format: { type: 'json_schema', name: 'x' } } }, /^text\.format\.schema/],
])('refuses %s and says what is wrong', (_name, body, message) => {
  expect(refusalOf(body)).toMatch(message);
});
