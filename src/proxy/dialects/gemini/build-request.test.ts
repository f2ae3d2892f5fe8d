import { describe, expect, it } from 'vitest';
import type { Quirks } from '../../../shared/model/quirks';
import type { PreparedRequest } from '../../canonical/request';
import { dialectQuirks } from '../default-quirks';
import { geminiUpstream } from './index';

const REQUEST: PreparedRequest = {
  model: 'gemini-3-pro',
  messages: [{ role: 'user', content: 'hi' }],
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
const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { path: { type: 'string', format: 'uri' } },
};
const READ = { name: 'Read', description: 'Reads a file', input_schema: SCHEMA };

function target(quirks: Partial<Quirks> = {}) {
  const limits = { contextWindow: undefined, maxOutputTokens: undefined };
  return { model: 'gemini-3-pro', quirks: { ...dialectQuirks.gemini, ...quirks }, limits, inputEstimate: 10 };
}

function build(request: Partial<PreparedRequest>, quirks: Partial<Quirks> = {}) {
  return geminiUpstream.buildRequest({ ...REQUEST, ...request }, target(quirks)) as Record<string, unknown>;
}

it('says nothing that the client did not say', () => {
  expect(build({})).toEqual({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] });
});

it('keeps the blocks of the instructions apart', () => {
  expect(
    build({
      system: [
        { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } },
        { type: 'text', text: 'b' },
      ],
    }),
  ).toMatchObject({
    systemInstruction: { parts: [{ text: 'a' }, { text: 'b' }] },
  });
});

it('sends parameters, of which stop sequences may be five', () => {
  const stopSequences = ['1', '2', '3', '4', '5', '6'];
  expect(build({ maxTokens: 100, temperature: 0, topP: 0.5, topK: 40, stopSequences }).generationConfig).toEqual({
    maxOutputTokens: 100,
    temperature: 0,
    topP: 0.5,
    topK: 40,
    stopSequences: ['1', '2', '3', '4', '5'],
  });
});

it('adds the one control of reasoning to the other settings', () => {
  const reasoning = { mode: 'on' as const, effort: 'xhigh' as const, budgetTokens: null };
  expect(build({ maxTokens: 100, reasoning }).generationConfig).toEqual({
    maxOutputTokens: 100,
    thinkingConfig: { includeThoughts: true, thinkingLevel: 'HIGH' },
  });
});

it('lays the fields of the provider over the body', () => {
  const extraBody = { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'OFF' }] };
  expect(build({}, { extraBody })).toMatchObject(extraBody);
});

describe('tools', () => {
  it('go with their JSON schema as it is, without its dialect', () => {
    const { $schema: _dialect, ...schema } = SCHEMA;
    expect(build({ tools: [READ] }).tools).toEqual([
      { functionDeclarations: [{ name: 'Read', description: 'Reads a file', parametersJsonSchema: schema }] },
    ]);
  });

  it("go in Google's closed subset where the quirk says so (pitfall 38)", () => {
    expect(
      build({ tools: [READ, { name: 'Now', input_schema: { type: 'object', properties: {} } }] }, { toolSchema: 'gemini-subset' })
        .tools,
    ).toEqual([
      {
        functionDeclarations: [
          { name: 'Read', description: 'Reads a file', parameters: { type: 'object', properties: { path: { type: 'string' } } } },
          { name: 'Now' },
        ],
      },
    ]);
  });

  it.each([
    [{ type: 'auto' as const, disable_parallel_tool_use: true }, undefined],
    [{ type: 'any' as const }, { functionCallingConfig: { mode: 'ANY' } }],
    [{ type: 'none' as const }, { functionCallingConfig: { mode: 'NONE' } }],
    [{ type: 'tool' as const, name: 'Read' }, { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['Read'] } }],
  ])('are chosen as the client says: %o', (toolChoice, toolConfig) => {
    expect(build({ tools: [READ], toolChoice }).toolConfig).toEqual(toolConfig);
  });
});

describe('a search of the web', () => {
  const webSearch = { maxUses: 8, allowedDomains: [], blockedDomains: [] };

  it("becomes Google's own (pitfall 45)", () => {
    const body = build({ webSearch });
    expect(body.tools).toEqual([{ googleSearch: {} }]);
    expect(body).not.toHaveProperty('toolConfig');
  });

  it('says in words which sites count', () => {
    const { systemInstruction } = build({
      system: [{ type: 'text', text: 'a' }],
      webSearch: { ...webSearch, allowedDomains: ['a.org', 'b.org'], blockedDomains: ['c.org'] },
    });
    expect(systemInstruction).toEqual({
      parts: [
        { text: 'a' },
        { text: 'When you search the web, use results from these sites only: a.org, b.org.' },
        { text: 'When you search the web, use no results from these sites: c.org.' },
      ],
    });
  });

  it('stands beside functions by a flag, and forced choices stay', () => {
    const body = build({ webSearch, tools: [READ], toolChoice: { type: 'any' } });
    expect(body.tools).toMatchObject([{ functionDeclarations: [{ name: 'Read' }] }, { googleSearch: {} }]);
    expect(body.toolConfig).toEqual({ functionCallingConfig: { mode: 'ANY' }, includeServerSideToolInvocations: true });
  });

  it('is left out where the provider has none', () => {
    const sites = { ...webSearch, allowedDomains: ['a.org'] };
    expect(build({ webSearch: sites, tools: [READ] }, { webSearch: null })).not.toHaveProperty('systemInstruction');
  });
});

describe('an answer in JSON', () => {
  const output = { kind: 'json-schema' as const, name: 'answer', schema: SCHEMA };
  const { $schema: _dialect, ...schema } = SCHEMA;

  it('is held to its schema', () => {
    expect(build({ output }).generationConfig).toEqual({ responseMimeType: 'application/json', responseJsonSchema: schema });
    expect(build({ output }, { toolSchema: 'gemini-subset' }).generationConfig).toEqual({
      responseMimeType: 'application/json',
      responseSchema: { type: 'object', properties: { path: { type: 'string' } } },
    });
  });

  it('is asked for in words where the model takes no schema', () => {
    const some = build({ output }, { structuredOutput: 'json-object' });
    expect(some.generationConfig).toEqual({ responseMimeType: 'application/json' });
    expect(JSON.stringify(some.systemInstruction)).toContain('JSON schema');
    const none = build({ output: { kind: 'json-object' } }, { structuredOutput: 'words' });
    expect(none).not.toHaveProperty('generationConfig');
    expect(none.systemInstruction).toEqual({ parts: [{ text: 'Answer with one JSON object and nothing else.' }] });
  });
});

describe('paths', () => {
  it.each([
    ['gemini-3-pro', true, '/models/gemini-3-pro:streamGenerateContent?alt=sse'],
    ['models/gemini-3-pro', false, '/models/gemini-3-pro:generateContent'],
    ['tunedModels/mine', false, '/tunedModels/mine:generateContent'],
    ['odd name?', false, '/models/odd%20name%3F:generateContent'],
  ])('of %s, streamed: %s', (model, stream, path) => {
    expect(geminiUpstream.path(model, stream)).toBe(path);
  });
});

describe('a count of tokens', () => {
  it('asks with everything that the request holds, and names the model', () => {
    expect(geminiUpstream.count?.path('gemini-3-pro')).toBe('/models/gemini-3-pro:countTokens');
    expect(geminiUpstream.count?.buildRequest({ ...REQUEST, tools: [READ] }, target())).toMatchObject({
      generateContentRequest: {
        model: 'models/gemini-3-pro',
        contents: [{ role: 'user' }],
        tools: [{ functionDeclarations: [{ name: 'Read' }] }],
      },
    });
  });

  it('reads the sum and nothing else', () => {
    expect([{ totalTokens: 31 }, { totalTokens: '31' }, {}, null, 'x'].map((body) => geminiUpstream.count?.read(body))).toEqual([
      31,
      null,
      null,
      null,
      null,
    ]);
  });
});
