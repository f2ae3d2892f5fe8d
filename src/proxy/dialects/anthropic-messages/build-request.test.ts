import { describe, expect, it } from 'vitest';
import type { Quirks } from '../../../shared/model/quirks';
import { collectAnswer } from '../../canonical/collect-answer';
import { prepareRequest } from '../../canonical/prepare-request';
import { sealReasoning } from '../../canonical/reasoning-envelope';
import type { CanonicalMessage, CanonicalRequest, ContentBlock, PreparedRequest } from '../../canonical/request';
import type { AnswerBlock } from '../../canonical/response';
import { anthropicRules } from '../../testing/fake-anthropic';
import { findFault, isCountable } from '../../testing/fake-anthropic-faults';
import { sealRedacted, signThinking } from '../../testing/fake-anthropic-seals';
import type { FakeAnswer, FakeVendor, SeenRequest } from '../../testing/fake-rules';
import { dialectQuirks } from '../default-quirks';
import type { BuildTarget } from '../dialect';
import { buildCountRequest, buildRequest } from './build-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

const MODEL = 'claude-opus-4-5';
const EMPTY: CanonicalRequest = {
  model: 'gpt-5',
  messages: [{ role: 'user', content: 'Hi.' }],
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
};

interface Options {
  quirks?: Partial<Quirks>;
  limits?: Partial<BuildTarget['limits']>;
  inputEstimate?: number;
  model?: string;
  vendor?: FakeVendor;
}

// Each test looks at the parts of the body that it is about.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = Record<string, any>;

/** Makes the request ready, builds it, and has Anthropic's fake look at it: whatever is built must be taken. */
function build(
  request: Partial<CanonicalRequest>,
  { quirks: own = {}, limits = {}, inputEstimate = 100, model = MODEL, vendor = 'plain' }: Options = {},
): Body {
  const quirks = { ...dialectQuirks['anthropic-messages'], ...own };
  const prepared: PreparedRequest = prepareRequest(
    { ...EMPTY, ...request },
    { providerId: 'up', model, quirks, maxOutputTokens: limits.maxOutputTokens, recallReasoning: () => null },
  ).request;
  const target = { model, quirks, inputEstimate, limits: { contextWindow: undefined, maxOutputTokens: undefined, ...limits } };
  const body = JSON.parse(JSON.stringify(buildRequest(prepared, target))) as Body;
  expect(findFault(body, false, vendor)).toBeNull();
  const count = buildCountRequest(prepared, target);
  expect(isCountable(count)).toBe(true);
  expect(Object.keys(count)).not.toContain('max_tokens');
  return body;
}

const text = (words: string, more: object = {}): ContentBlock => ({ type: 'text', text: words, ...more });
const user = (...content: ContentBlock[]): CanonicalMessage => ({ role: 'user', content });
const assistant = (...content: ContentBlock[]): CanonicalMessage => ({ role: 'assistant', content });
const call = (id: string): ContentBlock => ({ type: 'tool_use', id, name: 'Bash', input: { command: 'ls' } });
const result = (id: string, content: unknown = 'ok'): ContentBlock => ({ type: 'tool_result', tool_use_id: id, content });
const MARK = { cache_control: { type: 'ephemeral' } };
const withBudget: Quirks['reasoning'] = {
  off: { thinking: { type: 'disabled' } },
  on: { thinking: { type: 'enabled', budget_tokens: 10_000 } },
  effort: {},
  budget: { path: 'thinking.budget_tokens', min: 1024, max: null },
};
const on = { mode: 'on', effort: null, budgetTokens: null } as const;

it('builds the whole of a plain request', () => {
  const request = {
    system: [{ type: 'text' as const, text: 'Be brief.' }],
    tools: [{ name: 'Bash', description: 'Runs.', input_schema: { type: 'object', properties: {} } }],
    toolChoice: { type: 'any' as const, disable_parallel_tool_use: true },
    maxTokens: 500,
    temperature: 1.7,
    topP: 0.9,
    topK: 5,
    stopSequences: ['END', '\n', ''],
  };
  expect(build(request, { quirks: { cacheControl: false } })).toEqual({
    model: MODEL,
    max_tokens: 500,
    system: [{ type: 'text', text: 'Be brief.' }],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi.' }] }],
    tools: request.tools,
    tool_choice: { type: 'any', disable_parallel_tool_use: true },
    temperature: 1,
    top_k: 5,
    stop_sequences: ['END'],
    stream: true,
  });
});

describe('the limit of the answer', () => {
  it.each([
    [null, {}, 100, 8192],
    [null, { maxOutputTokens: 64_000 }, 100, 64_000],
    [4_000, { maxOutputTokens: 64_000 }, 100, 4_000],
    [90_000, { maxOutputTokens: 64_000 }, 100, 64_000],
    [null, { maxOutputTokens: 64_000, contextWindow: 200_000 }, 180_000, 20_000],
    [null, { maxOutputTokens: 64_000, contextWindow: 200_000 }, 230_000, 1_024],
  ])('wanted %j within %j beside an input of %i is %i', (maxTokens, limits, inputEstimate, expected) => {
    expect(build({ maxTokens }, { limits, inputEstimate }).max_tokens).toBe(expected);
  });
});

describe('messages', () => {
  it('begin with the user, and keep system messages where Anthropic takes them (pitfall 35)', () => {
    const messages: CanonicalMessage[] = [
      { role: 'system', content: 'Rule 0.' },
      assistant(text('Hello.')),
      { role: 'system', content: 'Rule 1.' },
      user(text('Hi.')),
      { role: 'system', content: 'Rule 2.' },
      { role: 'system', content: 'Rule 3.' },
    ];
    const reminder = (rule: string) => ({ type: 'text', text: `<system-reminder>\n${rule}\n</system-reminder>` });
    expect(build({ messages }, { quirks: { cacheControl: false }, model: 'claude-opus-5-5' }).messages).toEqual([
      { role: 'user', content: [reminder('Rule 0.')] },
      { role: 'assistant', content: [text('Hello.')] },
      { role: 'user', content: [reminder('Rule 1.'), text('Hi.'), reminder('Rule 2.')] },
      { role: 'system', content: [text('Rule 3.')] },
    ]);
    const [first] = build({ messages: [assistant(text('Hello.')), user(text('Hi.'))] }).messages;
    expect(first).toEqual({ role: 'user', content: [text('(The conversation begins with the assistant.)')] });
  });

  it('give calls and results ids that Anthropic takes, and arguments that are an object', () => {
    const odd: ContentBlock = { type: 'tool_use', id: 'call_a|fc_b', name: 'Bash', input: 'no object' };
    const { messages } = build({ messages: [user(text('Go.')), assistant(odd), user(result('call_a|fc_b'))] });
    const [{ id, input }] = messages[1].content;
    expect(id).toMatch(/^toolu_[0-9a-f]+$/);
    expect(input).toEqual({ input: 'no object' });
    expect(messages[2].content[0].tool_use_id).toBe(id);
  });

  it('hold images in results, or after all of them where the server takes none there (pitfall 37)', () => {
    const image: ContentBlock = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } };
    const messages = [
      user(text('Go.')),
      assistant(call('a'), call('b')),
      user(result('a', [text('See'), image, text('')]), result('b'), text('And?')),
    ];
    const content = (quirks: Partial<Quirks>) =>
      build({ messages }, { quirks: { cacheControl: false, ...quirks } }).messages[2].content;
    expect(content({})).toEqual([result('a', [text('See'), image]), result('b'), text('And?')]);
    expect(content({ imagesInToolResults: false })).toEqual([
      result('a', [text('See'), text('(The image follows.)')]),
      result('b'),
      image,
      text('And?'),
    ]);
  });

  it('hold documents as they are', () => {
    const document: ContentBlock = {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' },
      title: 'T',
    };
    expect(build({ messages: [user(document)] }, { quirks: { cacheControl: false } }).messages[0].content).toEqual([document]);
  });
});

describe('tools', () => {
  it('that take plain text get it as their one argument', () => {
    const [tool] = build({ tools: [{ name: 'patch', freeform: true, description: 'Patches.' }] }).tools;
    expect(tool.input_schema).toEqual({ type: 'object', properties: { input: { type: 'string' } }, required: ['input'] });
  });

  it('always have a schema of an object', () => {
    const { tools } = build({ tools: [{ name: 'a' }, { name: 'b', input_schema: { properties: {} } }] });
    expect(tools.map(({ input_schema: schema }: Body) => schema)).toEqual([
      { type: 'object' },
      { type: 'object', properties: {} },
    ]);
  });
});

describe('caching', () => {
  const marked = (body: Body) => JSON.stringify(body).match(/"cache_control"/g)?.length ?? 0;
  const tools = [{ name: 'a' }];

  it('marks the end of the instructions and of the conversation for clients that know no marks', () => {
    const body = build({ system: [text('S') as never], tools, messages: [user(text('A'), text('B'))] });
    expect([body.system[0].cache_control, body.messages[0].content[1].cache_control]).toEqual([
      MARK.cache_control,
      MARK.cache_control,
    ]);
    expect(marked(body)).toBe(2);
    expect(build({ tools }).tools[0].cache_control).toEqual(MARK.cache_control);
  });

  it('leaves the marks of a client, the last four of them', () => {
    const body = build({ system: [text('S') as never], messages: [user(text('A', MARK), text('B'))] });
    expect([marked(body), body.messages[0].content[0].cache_control]).toEqual([1, MARK.cache_control]);
    const many = build({ messages: [user(...Array.from({ length: 6 }, (_one, place) => text(`${place}`, MARK)))] });
    expect(many.messages[0].content.map((block: Body) => 'cache_control' in block)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('sends none to a server that does not know them', () => {
    const messages = [user(text('Go.')), assistant(call('a')), user(result('a', [text('deep', MARK)]))];
    expect(marked(build({ system: [text('S', MARK) as never], messages }, { quirks: { cacheControl: false } }))).toBe(0);
  });

  it('marks no reasoning', () => {
    const state = { blocks: [{ type: 'thinking', thinking: 'Hm.', signature: signThinking(MODEL, 'Hm.') }] };
    const signature = sealReasoning({ providerId: 'up', model: MODEL, state });
    const { messages } = build({
      messages: [user(text('Go.')), assistant(text('A'), { type: 'thinking', thinking: 'Hm.', signature })],
    });
    expect(messages[1].content[0].cache_control).toEqual(MARK.cache_control);
  });
});

describe('reasoning', () => {
  it('is one coherent control, and nothing where the client says nothing (pitfall 26)', () => {
    expect(build({ reasoning: { ...on, effort: 'high' } }, { model: 'claude-opus-5-5' })).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
    });
    expect(build({ reasoning: { ...on, mode: 'off' } }).thinking).toEqual({ type: 'disabled' });
    expect(build({})).not.toHaveProperty('thinking');
  });

  it('gets a budget that fits below the limit, or none (pitfall 31)', () => {
    const quirks = { reasoning: withBudget };
    const thinking = (budgetTokens: number, maxTokens: number) =>
      build({ reasoning: { ...on, budgetTokens }, maxTokens }, { quirks }).thinking;
    expect(thinking(500, 9_000)).toEqual({ type: 'enabled', budget_tokens: 1024 });
    expect(thinking(31_999, 9_000)).toEqual({ type: 'enabled', budget_tokens: 7_976 });
    expect(thinking(31_999, 2_048)).toEqual({ type: 'enabled', budget_tokens: 1_024 });
    expect(thinking(31_999, 2_047)).toEqual({ type: 'disabled' });
  });

  it('comes with no forced choice of a tool and no sampling', () => {
    const request = { reasoning: on, tools: [{ name: 'Bash' }], toolChoice: { type: 'any' as const }, maxTokens: 20_000 };
    const body = build({ ...request, temperature: 0.2, topK: 5 }, { quirks: { reasoning: withBudget } });
    expect(body.tool_choice).toEqual({ type: 'auto' });
    expect(Object.keys(body)).not.toContain('temperature');
  });

  it('goes back in the order and with the seals that it came with (pitfalls 22, 23 and 24)', () => {
    const blocks = [
      { type: 'thinking', thinking: 'First.', signature: signThinking(MODEL, 'First.') },
      { type: 'redacted_thinking', data: sealRedacted(MODEL) },
      { type: 'thinking', thinking: '', signature: signThinking(MODEL, 'Hidden.') },
    ];
    const signature = sealReasoning({ providerId: 'up', model: MODEL, state: { blocks } });
    const foreign = sealReasoning({ providerId: 'up', model: 'other', state: { blocks } });
    const messages = [
      user(text('Go.')),
      assistant({ type: 'thinking', thinking: 'Shortened.', signature }, call('a')),
      user(result('a')),
      assistant(
        { type: 'thinking', thinking: 'Foreign.', signature: foreign },
        { type: 'thinking', thinking: 'Unsigned.' },
        text('Done.'),
      ),
      user(text('Next.')),
    ];
    const body = build(
      { reasoning: on, maxTokens: 20_000, messages },
      { quirks: { reasoning: withBudget, cacheControl: false } },
    );
    expect(body.messages[1].content).toEqual([...blocks, call('a')]);
    expect(body.messages[3].content).toEqual([text('Done.')]);
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens: 10_000 });
  });

  it('goes back as plain text only where the target takes that', () => {
    const messages = [
      user(text('Go.')),
      assistant({ type: 'thinking', thinking: 'Hm.', signature: '' }, text('A')),
      user(text('On.')),
    ];
    const prepared = {
      ...EMPTY,
      webSearch: null,
      messages: [user(text('Go.')), assistant({ type: 'thinking', thinking: 'Hm.', state: {} } as ContentBlock)],
    };
    const target = {
      model: 'm',
      quirks: dialectQuirks['anthropic-messages'],
      inputEstimate: 0,
      limits: { contextWindow: undefined, maxOutputTokens: undefined },
    };
    expect((buildRequest(prepared, target) as Body).messages[1].content).toEqual([
      { type: 'thinking', thinking: 'Hm.', signature: '' },
    ]);
    expect(build({ messages }).messages[1].content).toEqual([text('A')]);
  });

  it('has a placeholder before calls without it where it must be there, unless it is off (pitfall 25)', () => {
    const off = { thinking: { type: 'disabled' } };
    const quirks: Partial<Quirks> = {
      reasoningRequired: true,
      cacheControl: false,
      reasoning: { off, on: { thinking: { type: 'enabled' } }, effort: {}, budget: null },
    };
    const messages = [user(text('Go.')), assistant(call('a')), user(result('a')), assistant(text('Done.')), user(text('On.'))];
    const placeholder = { type: 'thinking', thinking: '(The reasoning of this step is not available.)', signature: '' };
    const thinks = build({ reasoning: on, messages }, { quirks, model: 'deepseek-v4-pro', vendor: 'deepseek' });
    expect(thinks.thinking).toEqual({ type: 'enabled' });
    expect(thinks.messages[1].content).toEqual([placeholder, call('a')]);
    expect(thinks.messages[3].content).toEqual([text('Done.')]);
    const silent = { ...on, mode: 'off' as const };
    expect(
      build({ reasoning: silent, messages }, { quirks, model: 'deepseek-v4-pro', vendor: 'deepseek' }).messages[1].content,
    ).toEqual([call('a')]);
    const always = { ...quirks, reasoning: { off: null, on: {}, effort: {}, budget: null } };
    expect(
      build({ reasoning: silent, messages }, { quirks: always, model: 'deepseek-v4-pro', vendor: 'deepseek' }).messages[1]
        .content,
    ).toEqual([placeholder, call('a')]);
  });

  it('is off where a budget wants the turn to begin with it and the client hands none back', () => {
    const messages = [user(text('Go.')), assistant(call('a')), user(result('a'))];
    const body = build({ reasoning: on, maxTokens: 20_000, messages }, { quirks: { reasoning: withBudget } });
    expect(body.thinking).toEqual({ type: 'disabled' });
  });
});

describe('the form of the answer', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      description: { type: 'string', maxLength: 9, description: 'Few words.' },
      count: { type: 'integer', minimum: 0 },
      when: { type: 'string', format: 'date' },
      shade: { type: 'string', format: 'colour' },
      list: { type: 'array', minItems: 3, items: { type: 'object', properties: {}, additionalProperties: true } },
      either: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/none' }] },
    },
    required: ['description'],
    $defs: { none: { type: 'null' } },
  };

  it('is held to a schema of closed objects, with what Anthropic refuses told in words', () => {
    const output = { kind: 'json-schema' as const, name: 'answer', schema };
    expect(build({ output, reasoning: { ...on, effort: 'low' } }, { model: 'claude-opus-5-5' }).output_config).toEqual({
      effort: 'low',
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: {
            description: { type: 'string', description: 'Few words.\nmaxLength: 9' },
            count: { type: 'integer', description: 'minimum: 0' },
            when: { type: 'string', format: 'date' },
            shade: { type: 'string', description: 'format: "colour"' },
            list: {
              type: 'array',
              description: 'minItems: 3',
              items: { type: 'object', properties: {}, additionalProperties: false },
            },
            either: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/none' }] },
          },
          required: ['description'],
          $defs: { none: { type: 'null' } },
        },
      },
    });
  });

  it('is asked for in words where there is no switch for it', () => {
    const words = (body: Body) => body.system.map(({ text: one }: Body) => one as string).join('\n');
    expect(words(build({ output: { kind: 'json-object' } }))).toBe('Answer with one JSON object and nothing else.');
    const output = { kind: 'json-schema' as const, name: 'answer', schema };
    const told = build({ output }, { quirks: { structuredOutput: 'words' } });
    expect(told).not.toHaveProperty('output_config');
    expect(words(told)).toContain('"maxLength":9');
  });
});

it('asks for a search as the provider has it, with what the client asks of it (pitfall 45)', () => {
  const tool = {
    name: 'web_search',
    type: 'web_search_20250305',
    max_uses: 3,
    allowed_domains: ['a.example'],
    blocked_domains: ['b.example'],
  };
  expect(
    build({ tools: [tool, { name: 'Bash' }] }).tools.map(({ name, max_uses: uses, allowed_domains: domains }: Body) => [
      name,
      uses,
      domains,
    ]),
  ).toEqual([
    ['Bash', undefined, undefined],
    ['web_search', 3, ['a.example']],
  ]);
  expect(build({ tools: [tool] }, { quirks: { webSearch: null } })).not.toHaveProperty('tools');
});

it('lays the fields of the provider over all', () => {
  expect(
    build({ system: [text('S') as never] }, { quirks: { extraBody: { metadata: { user_id: 'x' }, service_tier: 'auto' } } }),
  ).toMatchObject({
    metadata: { user_id: 'x' },
    service_tier: 'auto',
  });
});

describe('a turn of tools with the fake', () => {
  const answer: FakeAnswer = {
    blocks: [
      { type: 'thinking', thinking: 'First I look.' },
      { type: 'text', text: 'Looking: "é" 😀' },
      { type: 'tool_use', id: 'toolu_a', name: 'Bash', input: { command: 'echo "\\n"' } },
      { type: 'tool_use', id: 'toolu_b', name: 'Bash', input: {} },
    ],
    usage: { input: 12, output: 34, cacheRead: 56 },
    pieceSize: 3,
  };
  const request: Partial<CanonicalRequest> = { reasoning: on, maxTokens: 20_000, tools: [{ name: 'Bash' }] };
  const quirks = { reasoning: withBudget };
  const options = {
    seal: (state: object) => sealReasoning({ providerId: 'up', model: MODEL, state: { ...state } }),
    names: { toClient: (name: string) => name },
  };

  function readStream(body: Body): ReturnType<typeof collectAnswer> {
    const parser = createStreamParser();
    const records = anthropicRules.records(answer, { body } as SeenRequest);
    const events = records.flatMap((record) => {
      const [event, data] = record.split('\n') as [string, string];
      return parser.push({ event: event.slice('event: '.length), data: data.slice('data: '.length) });
    });
    expect(events.at(-1)).toEqual({ type: 'end' });
    return collectAnswer(events, options);
  }

  it('reads the same from the stream as from the whole answer, and its reasoning is taken back (pitfall 20)', () => {
    const body = build(request, { quirks });
    const streamed = readStream(body);
    expect(collectAnswer(parseResponse(anthropicRules.whole(answer, { body } as SeenRequest)), options)).toEqual(streamed);
    expect(streamed).toMatchObject({ stopReason: 'tool_use', usage: { input: 12, output: 34, cacheRead: 56 } });
    expect(streamed.blocks.map(({ type }) => type)).toEqual(['thinking', 'text', 'tool_use', 'tool_use']);
    const messages = [
      user(text('Hi.')),
      assistant(...streamed.blocks.map(toCanonical)),
      user(result('toolu_a'), result('toolu_b')),
    ];
    const next = build({ ...request, messages }, { quirks });
    expect(next.messages[1].content[0]).toEqual({
      type: 'thinking',
      thinking: 'First I look.',
      signature: signThinking(MODEL, 'First I look.'),
    });
    expect(next.thinking.type).toBe('enabled');
  });
});

function toCanonical(block: AnswerBlock): ContentBlock {
  if (block.type !== 'tool_use') return { ...block };
  return { type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.json) as unknown };
}
