import { afterEach, describe, expect, it } from 'vitest';
import type { Quirks } from '../../../shared/model/quirks';
import { collectAnswer } from '../../canonical/collect-answer';
import { prepareRequest } from '../../canonical/prepare-request';
import { openReasoning, sealReasoning } from '../../canonical/reasoning-envelope';
import type { CanonicalMessage, CanonicalRequest, ContentBlock } from '../../canonical/request';
import type { AnswerBlock, UpstreamEvent } from '../../canonical/response';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream, type SeenRequest } from '../../testing/fake-upstream';
import { dialectQuirks } from '../default-quirks';
import { geminiUpstream } from './index';

let upstream: FakeUpstream;
afterEach(() => upstream.close());

async function start(answer: (request: SeenRequest, count: number) => FakeAnswer): Promise<void> {
  upstream = await startFakeUpstream({ dialect: 'gemini', key: 'secret', answer });
}

interface Answer {
  blocks: AnswerBlock[];
  stopReason: string;
  usage: object;
  events: UpstreamEvent[];
}

/** Asks as the proxy does, and gives the answer in the client's blocks. Throws with the fake's words when it refuses. */
async function ask(given: Partial<CanonicalRequest>, model = 'gemini-3-pro', more: Partial<Quirks> = {}): Promise<Answer> {
  const quirks: Quirks = { ...dialectQuirks.gemini, ...more };
  const target = { providerId: 'google', model, quirks, maxOutputTokens: undefined, recallReasoning: () => null };
  const { request, names } = prepareRequest({ ...REQUEST, ...given }, target);
  const limits = { contextWindow: undefined, maxOutputTokens: undefined };
  const body = geminiUpstream.buildRequest(request, { model, quirks, limits, inputEstimate: 1 });
  const response = await fetch(upstream.url + geminiUpstream.path(model, request.stream), {
    method: 'POST',
    headers: { 'x-goog-api-key': 'secret', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  const seal = (state: Record<string, unknown>) => sealReasoning({ providerId: 'google', model, state });
  const events = request.stream ? readStream(text, quirks) : geminiUpstream.parseResponse(JSON.parse(text), quirks);
  return { ...collectAnswer(events, { seal, names }), events };
}

function readStream(text: string, quirks: Quirks): UpstreamEvent[] {
  const parser = geminiUpstream.createStreamParser(quirks);
  const records = text.split('\r\n\r\n').filter((record) => record !== '');
  return records.flatMap((record) => parser.push({ event: undefined, data: record.replace(/^data: /, '') }));
}

/** The answer as a client hands it back in its next turn. */
function replay({ blocks }: Answer): CanonicalMessage {
  const content = blocks.flatMap((block): ContentBlock[] => {
    if (block.type === 'tool_use')
      return [{ type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.json) as unknown }];
    return block.type === 'web_search' ? [] : [{ ...block }];
  });
  return { role: 'assistant', content };
}

function results({ blocks }: Answer, ...more: ContentBlock[]): CanonicalMessage {
  const ids = blocks.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
  return {
    role: 'user',
    content: [...ids.map((id) => ({ type: 'tool_result', tool_use_id: id, content: `result of ${id}` })), ...more],
  };
}

const READ = {
  name: 'mcp__files__read',
  input_schema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      path: { type: 'string', format: 'uri' },
      lines: { type: ['integer', 'null'], exclusiveMinimum: 0 },
      at: { $ref: '#/definitions/At', description: 'where' },
    },
    definitions: { At: { oneOf: [{ const: 'top' }, { type: 'object', properties: {} }] } },
    additionalProperties: false,
    required: ['path'],
  },
};
const ASK: CanonicalMessage = { role: 'user', content: 'read both' };
const REQUEST: CanonicalRequest = {
  model: 'claude-sonnet-5-5',
  messages: [ASK],
  system: [{ type: 'text', text: 'Be brief.' }],
  tools: [READ],
  toolChoice: { type: 'auto' },
  maxTokens: 1024,
  stream: true,
  temperature: null,
  topP: null,
  topK: null,
  stopSequences: [],
  output: null,
  reasoning: { mode: 'on', effort: 'high', budgetTokens: null },
  sessionId: null,
};

const calls = (...paths: string[]): FakeAnswer => ({
  blocks: [
    { type: 'thinking', thinking: 'They want it read.' },
    { type: 'text', text: 'I will read.' },
    ...paths.map((path) => ({ type: 'tool_use' as const, name: 'mcp__files__read', input: { path } })),
  ],
  usage: { input: 40, output: 9, cacheRead: 100 },
});

describe.each([true, false])('before the strict server, streamed: %s', (stream) => {
  it.each(['gemini-3-pro', 'gemini-2.5-flash'])(
    'a tool loop of parallel and sequential calls keeps its signatures with %s (pitfall 17)',
    async (model) => {
      await start((_request, count) =>
        count < 3 ? calls(...(count === 1 ? ['a', 'b "ü"\n'] : ['c'])) : { blocks: [{ type: 'text', text: 'Both read.' }] },
      );
      const first = await ask({ stream }, model);
      expect(first.blocks.map(({ type }) => type)).toEqual(['thinking', 'text', 'thinking', 'tool_use', 'tool_use']);
      expect(first).toMatchObject({ stopReason: 'tool_use', usage: { input: 40, cacheRead: 100, output: 9, reasoning: 4 } });

      const history = [ASK, replay(first), results(first, { type: 'text', text: '<system-reminder>brief</system-reminder>' })];
      const second = await ask({ stream, messages: history }, model);
      const third = await ask({ stream, messages: [...history, replay(second), results(second)] }, model);
      expect(third.blocks).toEqual([{ type: 'text', text: 'Both read.' }]);

      const sent = JSON.stringify(upstream.requests.at(-1)?.body);
      expect(sent).not.toContain('skip_thought_signature_validator');
      expect(sent.match(/"thoughtSignature"/g)).toHaveLength(2);
      const ids = [first, second].flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.type === 'tool_use' ? [block.id] : [])),
      );
      expect(new Set(ids).size).toBe(3);
    },
  );
});

it('sends the very bytes of the turns before again, so that prompts stay cached', async () => {
  await start((_request, count) => calls(`path ${count}`));
  let messages = [ASK];
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await ask({ messages });
    messages = [...messages, replay(answer), results(answer)];
  }
  const [one, two, three] = upstream.requests.map(({ body }) =>
    JSON.stringify((body as { contents: unknown[] }).contents).slice(0, -1),
  );
  expect(two?.startsWith(one ?? 'none')).toBe(true);
  expect(three?.startsWith(two ?? 'none')).toBe(true);
});

it("takes another model's history: none of its reasoning, and the stand-in on its calls (pitfalls 17 and 20)", async () => {
  await start((_request, count) => (count === 1 ? calls('a', 'b') : {}));
  const first = await ask({}, 'gemini-3-flash');
  await ask({ messages: [ASK, replay(first), results(first)] }, 'gemini-3-pro');
  const sent = JSON.stringify(upstream.requests.at(-1)?.body);
  expect(sent.match(/"thoughtSignature":"skip_thought_signature_validator"/g)).toHaveLength(1);
  expect(sent.match(/"thoughtSignature"/g)).toHaveLength(1);
  expect(sent).not.toContain('They want it read.');
});

it('goes on where the client has lost the reasoning (pitfall 17)', async () => {
  await start((_request, count) => (count === 1 ? calls('a') : {}));
  const first = await ask({});
  const message = replay(first);
  const content = (message.content as ContentBlock[]).filter(({ type }) => type !== 'thinking');
  expect((await ask({ messages: [ASK, { ...message, content }, results(first)] })).stopReason).toBe('end_turn');
});

it('gets the closed schema past the strict server (pitfall 38)', async () => {
  await start(() => ({}));
  await ask({}, 'gemini-2.5-flash', { toolSchema: 'gemini-subset' });
  const { parameters } =
    (upstream.requests[0]?.body as { tools: { functionDeclarations: { parameters: unknown }[] }[] }).tools[0]
      ?.functionDeclarations[0] ?? {};
  expect(parameters).toEqual({
    type: 'object',
    properties: {
      path: { type: 'string' },
      lines: { type: 'integer', nullable: true, minimum: 1 },
      at: {
        anyOf: [
          { type: 'string', description: 'where', enum: ['top'] },
          { type: 'object', description: 'where' },
        ],
      },
    },
    required: ['path'],
  });
});

it('sends images in results as the model takes them (pitfall 37)', async () => {
  await start((_request, count) => (count === 1 ? calls('a') : {}));
  for (const imagesInToolResults of [true, false]) {
    const first = await ask({});
    const [result] = results(first).content as { content: unknown }[];
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
    const messages = [
      ASK,
      replay(first),
      { role: 'user' as const, content: [{ ...result, content: [image] }] as ContentBlock[] },
    ];
    expect((await ask({ messages }, 'gemini-3-pro', { imagesInToolResults })).blocks).not.toEqual([]);
    expect(JSON.stringify(upstream.requests.at(-1)?.body)).toContain('iVBORw0KGgo=');
  }
});

describe('a search of the web', () => {
  const search: FakeAnswer = {
    blocks: [
      { type: 'thinking', thinking: 'I have to look.' },
      { type: 'web_search', query: 'weather in Oslo', results: [{ url: 'https://yr.no/oslo', title: 'yr.no' }] },
      { type: 'text', text: 'It snows.' },
    ],
  };
  const WEB = { name: 'web_search', type: 'web_search_20250305', max_uses: 8, allowed_domains: ['yr.no'] };

  it('alone is told as one search (pitfall 45)', async () => {
    await start(() => search);
    const { blocks, stopReason } = await ask({ tools: [WEB] });
    expect(blocks.at(-1)).toEqual({
      type: 'web_search',
      search: {
        id: 'search_1',
        query: 'weather in Oslo',
        results: [{ url: 'https://yr.no/oslo', title: 'yr.no', pageAge: null }],
        errorCode: null,
      },
    });
    expect(stopReason).toBe('end_turn');
  });

  it('beside functions comes back to Google as it was', async () => {
    const looked = (search.blocks ?? []).slice(0, 2);
    await start((_request, count) =>
      count === 1 ? { blocks: [...looked, { type: 'tool_use', name: 'mcp__files__read', input: { path: 'a' } }] } : {},
    );
    const tools = [WEB, READ];
    const first = await ask({ tools });
    await ask({ tools, messages: [ASK, replay(first), results(first)] });
    const { contents } = upstream.requests.at(-1)?.body as { contents: { parts: object[] }[] };
    expect(contents[1]?.parts.map((part) => Object.keys(part).sort())).toEqual([
      ['thoughtSignature', 'toolCall'],
      ['thoughtSignature', 'toolResponse'],
      ['functionCall', 'thoughtSignature'],
    ]);
  });
});

it('takes no cut stream for an answer (pitfall 49)', async () => {
  await start(() => ({ fault: { afterRecords: 2, kind: 'end' }, blocks: [{ type: 'text', text: 'A text of several pieces.' }] }));
  const { events } = await ask({});
  expect(events.map(({ type }) => type)).not.toContain('stop');
  expect(events.map(({ type }) => type)).not.toContain('end');
});

it("throws the server's words when it fails in the middle", async () => {
  await start(() => ({
    fault: { afterRecords: 2, kind: 'error' },
    blocks: [{ type: 'text', text: 'A text of several pieces.' }],
  }));
  await expect(ask({})).rejects.toThrow('Overloaded');
});

it('tells limits and refusals', async () => {
  await start((_request, count) => ({
    blocks: [{ type: 'text', text: 'Half' }],
    stopReason: count === 1 ? 'max_tokens' : 'refusal',
  }));
  expect((await ask({})).stopReason).toBe('max_tokens');
  expect((await ask({})).stopReason).toBe('refusal');
});

it("counts by Google's own count", async () => {
  await start(() => ({}));
  const target = {
    providerId: 'google',
    model: 'gemini-3-pro',
    quirks: dialectQuirks.gemini,
    maxOutputTokens: undefined,
    recallReasoning: () => null,
  };
  const { request } = prepareRequest(REQUEST, target);
  const limits = { contextWindow: undefined, maxOutputTokens: undefined };
  const body = geminiUpstream.count?.buildRequest(request, { ...target, limits, inputEstimate: 1 });
  const response = await fetch(upstream.url + (geminiUpstream.count?.path('gemini-3-pro') ?? ''), {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(geminiUpstream.count?.read(await response.json())).toBeGreaterThan(10);
});

it('carries the state of an answer in the signatures of its thinking blocks, and of nobody else', async () => {
  await start(() => calls('a'));
  const { blocks } = await ask({});
  const states = blocks.flatMap((block) => (block.type === 'thinking' ? [openReasoning(block.signature)] : []));
  expect(states).toMatchObject([
    { providerId: 'google', model: 'gemini-3-pro', state: {} },
    { state: { calls: { [idOf(blocks)]: expect.any(String) as string } } },
  ]);
});

function idOf(blocks: AnswerBlock[]): string {
  return blocks.find((block) => block.type === 'tool_use')?.id ?? '';
}
