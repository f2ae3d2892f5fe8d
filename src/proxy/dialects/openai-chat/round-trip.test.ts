import { describe, expect, it } from 'vitest';
import { DEFAULT_QUIRKS, type Quirks } from '../../../shared/model/quirks';
import { collectAnswer } from '../../canonical/collect-answer';
import { prepareRequest } from '../../canonical/prepare-request';
import { sealReasoning } from '../../canonical/reasoning-envelope';
import { isThinkingBlock, isToolUseBlock, type CanonicalRequest, type ContentBlock } from '../../canonical/request';
import type { CanonicalResponse } from '../../canonical/response';
import { openaiRules } from '../../testing/fake-openai';
import type { FakeAnswer, FakeVendor, SeenRequest } from '../../testing/fake-rules';
import { buildRequest } from './build-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

const thinkingSwitch = {
  off: { thinking: { type: 'disabled' } },
  on: { thinking: { type: 'enabled' } },
  effort: {},
  budget: null,
};

/** Vendors and the habits that their servers need us to know. */
const VENDORS: [string, FakeVendor, Partial<Quirks>][] = [
  ['plain', 'plain', { reasoningReplay: 'none' }],
  ['openai', 'openai', { maxTokensField: 'max_completion_tokens', refusedParameters: ['temperature', 'topP', 'stopSequences'] }],
  ['deepseek', 'deepseek', { reasoningReplay: 'reasoning_content', reasoningRequired: true, reasoning: thinkingSwitch }],
  ['moonshot', 'moonshot', { reasoningReplay: 'reasoning_content', reasoningRequired: true, reasoning: thinkingSwitch }],
  [
    'mistral',
    'mistral',
    { toolIds: 'nine-alphanumerics', asksForUsage: false, userAfterToolResult: false, systemMessages: 'fold' },
  ],
  ['groq', 'groq', { reasoningReplay: 'reasoning' }],
  [
    'openrouter',
    'openrouter',
    { reasoningReplay: 'reasoning_details', cacheControl: true, webSearch: { plugins: [{ id: 'web' }] } },
  ],
  [
    'zai',
    'zai',
    {
      reasoningReplay: 'reasoning_content',
      toolChoice: 'auto-only',
      asksForUsage: false,
      webSearch: { tools: [{ type: 'web_search', web_search: { enable: true } }] },
    },
  ],
  ['minimax, reasoning split', 'minimax', { reasoningReplay: 'reasoning_details', extraBody: { reasoning_split: true } }],
  ['minimax, reasoning in tags', 'minimax', { reasoningReplay: 'state', thinkTags: true }],
  ['strict template', 'strict-template', { reasoningReplay: 'reasoning', systemMessages: 'fold', userAfterToolResult: false }],
];

const LONG_NAME = `mcp__${'long_'.repeat(14)}name`;
const mark = { cache_control: { type: 'ephemeral' } };

/** A turn as Claude Code sends it. */
const FIRST: CanonicalRequest = {
  model: 'm',
  system: [{ type: 'text', text: 'Be helpful.', ...mark }],
  messages: [
    { role: 'user', content: 'What is in the picture?' },
    { role: 'system', content: 'The working folder is /tmp.' },
  ],
  tools: [
    { name: 'Read', description: 'Reads.', input_schema: { type: 'object', properties: { path: { type: 'string' } } } },
    { name: LONG_NAME, input_schema: { type: 'object' } },
  ],
  toolChoice: { type: 'any', disable_parallel_tool_use: true },
  maxTokens: 1000,
  stream: true,
  temperature: 1,
  topP: null,
  topK: 5,
  stopSequences: ['a', 'b', 'c', 'd', 'e'],
  output: null,
  reasoning: { mode: 'on', effort: 'high', budgetTokens: null },
  sessionId: 'session',
};

const ANSWER: FakeAnswer = {
  blocks: [
    { type: 'thinking', thinking: 'Two files hold it: "猫" and <b>.' },
    { type: 'text', text: 'I look at both.' },
    { type: 'tool_use', name: 'Read', input: { path: 'a "b"\\c\n猫🐈.png' } },
    { type: 'tool_use', name: 'Read', input: {} },
  ],
  usage: { input: 90, output: 20, cacheRead: 10 },
  pieceSize: 3,
};

function talkTo(vendor: FakeVendor, own: Partial<Quirks>) {
  const quirks: Quirks = { ...DEFAULT_QUIRKS, ...own };

  function send(request: CanonicalRequest, answer: FakeAnswer): { body: SeenRequest['body']; response: CanonicalResponse } {
    const { request: prepared, names } = prepareRequest(request, {
      providerId: 'p',
      model: 'm',
      quirks,
      maxOutputTokens: undefined,
      recallReasoning: () => null,
    });
    const limits = { contextWindow: undefined, maxOutputTokens: undefined };
    const body = JSON.parse(JSON.stringify(buildRequest(prepared, { model: 'm', quirks, limits, inputEstimate: 0 })));
    const seen: SeenRequest = { method: 'POST', path: '/', headers: {}, rawBody: Buffer.alloc(0), body };
    expect(openaiRules.refuse(seen, null, vendor)).toBeNull();
    const parser = createStreamParser(quirks);
    const events = request.stream
      ? openaiRules
          .records(answer, seen, vendor)
          .filter((record) => record.startsWith('data: '))
          .flatMap((record) => parser.push({ event: undefined, data: record.slice(6).trim() }))
      : parseResponse(openaiRules.whole(answer, seen, vendor), quirks);
    const seal = (state: Record<string, unknown>) => sealReasoning({ providerId: 'p', model: 'm', state });
    return { body, response: collectAnswer(events, { seal, names }) };
  }
  return { send };
}

function toContent({ blocks }: CanonicalResponse): ContentBlock[] {
  return blocks.flatMap((block): ContentBlock[] => {
    if (block.type === 'tool_use') return [{ type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.json) }];
    return block.type === 'web_search' ? [] : [block];
  });
}

describe.each(VENDORS)('%s', (_name, vendor, quirks) => {
  it.each([true, false])('takes a turn with tools, reasoning and an image, and the turn after it (stream: %s)', (stream) => {
    const { send } = talkTo(vendor, quirks);
    const first = send({ ...FIRST, stream }, ANSWER);
    const content = toContent(first.response);
    const thinking = content.filter(isThinkingBlock);
    expect(thinking.map((block) => block.thinking.trim())).toEqual(
      vendor === 'openai' ? [] : ['Two files hold it: "猫" and <b>.'],
    );
    expect(content.filter(({ type }) => type !== 'thinking')).toEqual([
      { type: 'text', text: 'I look at both.' },
      { type: 'tool_use', id: expect.any(String), name: 'Read', input: { path: 'a "b"\\c\n猫🐈.png' } },
      { type: 'tool_use', id: expect.any(String), name: 'Read', input: {} },
    ]);
    expect(first.response).toMatchObject({ stopReason: 'tool_use', usage: { input: 90, output: 20, cacheRead: 10 } });

    const [one, two] = content.filter(isToolUseBlock);
    const image: ContentBlock = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } };
    const results: ContentBlock[] = [
      { type: 'tool_result', tool_use_id: one?.id ?? '', content: [{ type: 'text', text: 'A cat.' }, image] },
      { type: 'tool_result', tool_use_id: two?.id ?? '', content: 'no such file', is_error: true, ...mark },
    ];
    const reminder: ContentBlock = { type: 'text', text: '<system-reminder>Be quick.</system-reminder>' };
    const second = (user: ContentBlock[]): CanonicalRequest => ({
      ...FIRST,
      stream,
      messages: [
        ...FIRST.messages,
        { role: 'assistant', content },
        { role: 'user', content: user },
        { role: 'system', content: 'It is late.' },
      ],
    });
    send(second([...results, reminder]), {});
    const { body, response } = send(second([...results.slice(1), reminder]), {});
    expect(response.blocks).toEqual([{ type: 'text', text: 'OK' }]);
    const turn = body.messages.find(({ role }: { role: string }) => role === 'assistant');
    const { content: text, tool_calls: _calls, role: _role, ...reasoning } = turn;
    const said = JSON.stringify([text, reasoning]).includes('Two files hold it');
    expect(said).toBe(quirks.reasoningReplay !== undefined && quirks.reasoningReplay !== 'none');
  });
});

it.each(['openrouter', 'zai'] as const)('reads the pages that the search of %s has found', (vendor) => {
  const quirks = VENDORS.find(([, id]) => id === vendor)?.[2] ?? {};
  const search: CanonicalRequest = {
    ...FIRST,
    messages: FIRST.messages.slice(0, 1),
    tools: [{ type: 'web_search_20250305', name: 'web_search' }],
    toolChoice: { type: 'auto' },
  };
  const found = [{ url: 'https://a.example', title: 'A' }];
  const answer: FakeAnswer = {
    blocks: [
      { type: 'text', text: 'Found.' },
      { type: 'web_search', query: 'q', results: found },
    ],
  };
  for (const stream of [true, false]) {
    expect(talkTo(vendor, quirks).send({ ...search, stream }, answer).response.blocks).toEqual([
      { type: 'text', text: 'Found.' },
      {
        type: 'web_search',
        search: { id: 'web_search_1', query: '', errorCode: null, results: [{ ...found[0], pageAge: null }] },
      },
    ]);
  }
});

it.each([
  ['max_tokens', 'max_tokens'],
  ['refusal', 'refusal'],
  ['end_turn', 'end_turn'],
] as const)('reads the stop reason %s', (given, read) => {
  expect(talkTo('plain', {}).send(FIRST, { stopReason: given }).response.stopReason).toBe(read);
});
