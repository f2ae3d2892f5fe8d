import { expect, it } from 'vitest';
import { collectAnswer } from '../../canonical/collect-answer';
import { prepareRequest } from '../../canonical/prepare-request';
import { sealReasoning } from '../../canonical/reasoning-envelope';
import type { CanonicalMessage, CanonicalRequest, ContentBlock, PreparedRequest } from '../../canonical/request';
import type { CanonicalResponse, UpstreamEvent } from '../../canonical/response';
import { responsesRules } from '../../testing/fake-responses';
import type { FakeAnswer, SeenRequest } from '../../testing/fake-rules';
import { dialectQuirks } from '../default-quirks';
import { openaiResponses, openaiResponsesPassthrough, openaiResponsesUpstream } from '.';

const QUIRKS = {
  ...dialectQuirks['openai-responses'],
  webSearch: { tools: [{ type: 'web_search' }], include: ['web_search_call.action.sources'] },
};

interface Turn {
  answer: CanonicalResponse;
  sent: SeenRequest['body'];
}

/** One turn with the fake of the real API, streamed or whole. Fails when the request would be refused. */
function ask(request: CanonicalRequest, scripted: FakeAnswer, model = 'fake-model'): Turn {
  const target = { providerId: 'p', model, quirks: QUIRKS, maxOutputTokens: undefined, recallReasoning: () => null };
  const { request: prepared, names } = prepareRequest(request, target);
  const seen = { method: 'POST', path: '/v1/responses', headers: {}, rawBody: Buffer.alloc(0), body: build(prepared, model) };
  expect(responsesRules.refuse(seen, null, 'plain')).toBeNull();
  const events = request.stream
    ? parseRecords(responsesRules.records(scripted, seen))
    : openaiResponsesUpstream.parseResponse(responsesRules.whole(scripted, seen), QUIRKS);
  if (request.stream) expect(events.at(-1)).toEqual({ type: 'end' });
  const seal = (state: Record<string, unknown>) => sealReasoning({ providerId: 'p', model, state });
  return { answer: collectAnswer(events, { seal, names }), sent: seen.body };
}

function build(request: PreparedRequest, model: string): SeenRequest['body'] {
  const limits = { contextWindow: undefined, maxOutputTokens: undefined };
  return openaiResponsesUpstream.buildRequest(request, { model, quirks: QUIRKS, limits, inputEstimate: 10 });
}

function parseRecords(records: string[]): UpstreamEvent[] {
  const parser = openaiResponsesUpstream.createStreamParser(QUIRKS);
  return records.flatMap((record) => {
    const [event = '', data = ''] = record.trimEnd().split('\n');
    return parser.push({ event: event.replace('event: ', ''), data: data.replace('data: ', '') });
  });
}

/** The answer as a client of Anthropic's dialect hands it back. */
function toMessage({ blocks }: CanonicalResponse): CanonicalMessage {
  const content = blocks.flatMap((block): ContentBlock[] => {
    if (block.type === 'web_search') return [];
    return [
      block.type === 'tool_use'
        ? { type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.json) as unknown }
        : block,
    ];
  });
  return { role: 'assistant', content };
}

const REQUEST: CanonicalRequest = {
  ...openaiResponses.parseRequest({ model: 'any', input: [{ role: 'user', content: 'Read it' }], stream: true }),
  tools: [{ name: 'Read', input_schema: { type: 'object', properties: { path: { type: 'string' } } } }],
  reasoning: { mode: 'on', effort: 'high', budgetTokens: null },
};

const SCRIPT: FakeAnswer = {
  blocks: [
    { type: 'thinking', thinking: 'I should read.' },
    { type: 'text', text: 'I read "it".' },
    { type: 'tool_use', id: 'call_a', name: 'Read', input: { path: '/a', note: 'é\n"' } },
    { type: 'tool_use', id: 'call_b', name: 'Read', input: {} },
  ],
  usage: { input: 40, output: 9, cacheRead: 60 },
  pieceSize: 5,
};

const RESULTS: CanonicalMessage = {
  role: 'user',
  content: ['call_a', 'call_b'].map((tool_use_id) => ({ type: 'tool_result', tool_use_id, content: 'found' })),
};

it.each([true, false])('reads the answer of the real grammar in full (streamed: %s)', (stream) => {
  const { answer } = ask({ ...REQUEST, stream }, SCRIPT);
  expect(answer).toMatchObject({
    blocks: [
      { type: 'thinking', thinking: 'I should read.', signature: expect.stringMatching(/^switchyard\.1\./) as string },
      { type: 'text', text: 'I read "it".' },
      { type: 'tool_use', id: 'call_a', name: 'Read', json: JSON.stringify({ path: '/a', note: 'é\n"' }) },
      { type: 'tool_use', id: 'call_b', name: 'Read', json: '{}' },
    ],
    stopReason: 'tool_use',
    usage: { input: 40, output: 9, cacheRead: 60, estimated: false },
  });
});

it('goes on after a tool call with the reasoning of that very model (pitfall 27)', () => {
  const first = ask(REQUEST, SCRIPT);
  const { sent } = ask({ ...REQUEST, messages: [...REQUEST.messages, toMessage(first.answer), RESULTS] }, {});
  expect(sent.input.map(({ type, role }: { type: string; role?: string }) => role ?? type)).toEqual([
    'user',
    'reasoning',
    'assistant',
    'function_call',
    'function_call',
    'function_call_output',
    'function_call_output',
  ]);
  expect(sent.input[1]).toEqual({
    type: 'reasoning',
    id: 'rs_fake_0',
    summary: [{ type: 'summary_text', text: 'I should read.' }],
    encrypted_content: 'gAAAAfake.fake-model.0==',
  });
});

it('drops the reasoning once another model goes on (pitfalls 20 and 28)', () => {
  const first = ask(REQUEST, SCRIPT);
  const { sent } = ask({ ...REQUEST, messages: [...REQUEST.messages, toMessage(first.answer), RESULTS] }, {}, 'another-model');
  expect(JSON.stringify(sent)).not.toMatch(/encrypted_content":|I should read|switchyard/);
});

it('goes on after a tool call whose reasoning had no summary', () => {
  const silent = { ...REQUEST, reasoning: null };
  const first = ask(silent, SCRIPT);
  expect(first.answer.blocks).toContainEqual({ type: 'thinking', thinking: '', signature: expect.any(String) as string });
  const { sent } = ask({ ...silent, messages: [...silent.messages, toMessage(first.answer), RESULTS] }, {});
  const types = sent.input.map(({ type }: { type: string }) => type);
  expect(types.filter((type: string) => type === 'reasoning')).toHaveLength(1);
  expect(types.indexOf('reasoning')).toBeLessThan(types.indexOf('function_call'));
});

it('searches the web for a client that asks for it (pitfall 45)', () => {
  const request: CanonicalRequest = {
    ...REQUEST,
    tools: [
      { type: 'web_search_20250305', name: 'web_search', allowed_domains: ['a.example'] } as CanonicalRequest['tools'][number],
    ],
  };
  const { answer, sent } = ask(request, {
    blocks: [
      { type: 'web_search', query: 'q', results: [{ url: 'https://a.example/x', title: 'A' }] },
      { type: 'text', text: 'Found.' },
    ],
  });
  expect(sent.tools).toEqual([{ type: 'web_search', filters: { allowed_domains: ['a.example'] } }]);
  expect(answer.blocks).toEqual([
    { type: 'text', text: 'Found.' },
    {
      type: 'web_search',
      search: {
        id: 'ws_fake_0',
        query: 'q',
        results: [{ url: 'https://a.example/x', title: 'A', pageAge: null }],
        errorCode: null,
      },
    },
  ]);
});

it('takes a client of this dialect through a tool loop, its reasoning and its own kinds of tools included', () => {
  const tools = [
    { type: 'custom', name: 'apply_patch', description: 'Patches.' },
    { type: 'namespace', name: 'mcp__s', tools: [{ type: 'function', name: 'status', parameters: { type: 'object' } }] },
  ];
  const client = (input: unknown[]) => ({
    model: 'any',
    tools,
    input,
    reasoning: { effort: 'high', summary: 'auto' },
    stream: true,
  });
  const question = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Patch it' }] };
  const request = openaiResponses.parseRequest(client([question]));
  const { answer } = ask(request, {
    blocks: [
      { type: 'thinking', thinking: 'How?' },
      { type: 'tool_use', id: 'call_a', name: 'apply_patch', input: { input: '*** Begin\n' } },
      { type: 'tool_use', id: 'call_b', name: 'mcp__s__status', input: {} },
    ],
  });
  const labels = { requestId: 'req_1', model: 'any', createdAt: 1, request };
  const { output } = openaiResponses.buildResponse(answer, labels) as { output: object[] };
  expect(output).toMatchObject([
    { type: 'reasoning', summary: [{ text: 'How?' }] },
    { type: 'custom_tool_call', call_id: 'call_a', input: '*** Begin\n' },
    { type: 'function_call', call_id: 'call_b', namespace: 'mcp__s', name: 'status' },
  ]);
  const results = [
    { type: 'custom_tool_call_output', call_id: 'call_a', output: 'done' },
    { type: 'function_call_output', call_id: 'call_b', output: 'up' },
  ];
  const { sent } = ask(openaiResponses.parseRequest(client([question, ...output, ...results])), {});
  expect(sent.input.slice(1)).toMatchObject([
    { type: 'reasoning', encrypted_content: 'gAAAAfake.fake-model.0==' },
    { type: 'function_call', call_id: 'call_a', name: 'apply_patch', arguments: '{"input":"*** Begin\\n"}' },
    { type: 'function_call', call_id: 'call_b', name: 'mcp__s__status', arguments: '{}' },
    { type: 'function_call_output', call_id: 'call_a', output: 'done' },
    { type: 'function_call_output', call_id: 'call_b', output: 'up' },
  ]);
});

it('is called at the path of the dialect', () => {
  expect([openaiResponsesUpstream.path('m', true), openaiResponsesPassthrough.path]).toEqual(['/responses', '/responses']);
});
