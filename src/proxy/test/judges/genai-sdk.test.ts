import {
  ApiError,
  createPartFromBase64,
  createPartFromText,
  GoogleGenAI,
  ThinkingLevel,
  type Chat,
  type Part,
} from '@google/genai';
import { afterEach, describe, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream, type SeenRequest } from '../../testing/fake-upstream';
import { readRequest } from '../../testing/read-request';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { FINAL_WORDS, PIXEL, playWeather, WEATHER_SCHEMA } from './start-judged-proxy';

/**
 * Google's own SDK as a client of our fake: what it takes and sends is what the real server gives and takes, so that a
 * request of Switchyard which the fake lets pass is one that the real server would.
 */
const MODEL = 'gemini-3.1-pro-preview';

let fake: FakeUpstream;
let proxy: TestProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
  await fake.close();
});

async function connect(answer: (request: SeenRequest) => FakeAnswer = playWeather): Promise<GoogleGenAI> {
  fake = await startFakeUpstream({ dialect: 'gemini', key: 'key-of-up', models: [MODEL, 'gemini-2.5-flash'], answer });
  return new GoogleGenAI({
    apiKey: 'key-of-up',
    apiVersion: 'v1beta',
    httpOptions: { baseUrl: fake.url.replace(/\/v1beta$/, '') },
  });
}

const WEATHER = { name: 'get_weather', description: 'Current weather', parametersJsonSchema: WEATHER_SCHEMA };
const TOOLS = [{ functionDeclarations: [WEATHER] }];
const QUESTION = 'How warm is it in Paris and in Oslo?';
const RESULTS = { call_par1s: '21 °C', call_0slo1: '4 °C' };

interface Turn {
  text: string;
  thoughts: string;
  calls: { id?: string; name?: string; args?: unknown }[];
}

/** One message of a chat, as a stream or whole. */
async function say(chat: Chat, message: Part[] | string, stream: boolean): Promise<Turn> {
  const turn: Turn = { text: '', thoughts: '', calls: [] };
  const chunks = stream ? await chat.sendMessageStream({ message }) : [await chat.sendMessage({ message })];
  for await (const chunk of chunks) {
    for (const part of chunk.candidates?.[0]?.content?.parts ?? []) {
      if (part.functionCall) turn.calls.push(part.functionCall);
      else if (part.thought) turn.thoughts += part.text ?? '';
      else turn.text += part.text ?? '';
    }
  }
  return turn;
}

describe.each([
  ['streamed', true],
  ['whole', false],
])('the Google Gen AI SDK before our fake, %s', (_how, stream) => {
  it('takes an answer and its usage, in which cached tokens are part of the prompt', async () => {
    const ai = await connect();
    const request = { model: MODEL, contents: QUESTION, config: { systemInstruction: 'Be brief.', maxOutputTokens: 900 } };
    const chunks = stream ? await ai.models.generateContentStream(request) : [await ai.models.generateContent(request)];
    let text = '';
    let last;
    for await (const chunk of chunks) {
      text += chunk.text ?? '';
      last = chunk;
    }
    expect(text).toBe(FINAL_WORDS);
    expect(last?.candidates?.[0]?.finishReason).toBe('STOP');
    expect(last?.usageMetadata).toMatchObject({ promptTokenCount: 140, cachedContentTokenCount: 100, candidatesTokenCount: 9 });
    expect(last?.modelVersion).toBe(MODEL);
  });

  it('runs a tool loop in a chat, whose thoughts and signatures the fake takes back', async () => {
    const ai = await connect();
    const thinkingConfig = { includeThoughts: true, thinkingLevel: ThinkingLevel.LOW };
    const chat = ai.chats.create({ model: MODEL, config: { tools: TOOLS, thinkingConfig } });
    const asked = await say(chat, QUESTION, stream);
    expect(asked.thoughts).toBe('Two towns, two calls.');
    expect(asked.text).toBe('I ask for both.');
    expect(asked.calls).toMatchObject([
      { id: 'call_par1s', name: 'get_weather', args: { town: 'Paris', note: 'quote " and \n line' } },
      { id: 'call_0slo1', name: 'get_weather', args: { town: 'Oslo' } },
    ]);
    const results = Object.entries(RESULTS).map(([id, output]) => ({
      functionResponse: { id, name: 'get_weather', response: { output } },
    }));
    expect((await say(chat, results, stream)).text).toBe(FINAL_WORDS);
    expect((await say(chat, 'And now?', stream)).text).toBe(FINAL_WORDS);
    expect(JSON.stringify(fake.requests.at(-1)?.body)).toContain('thoughtSignature');
  });

  it('is refused where it loses the signature of a call, or gives the results in another number', async () => {
    const ai = await connect();
    const chat = ai.chats.create({ model: MODEL, config: { tools: TOOLS } });
    await say(chat, QUESTION, stream);
    const result = { functionResponse: { id: 'call_par1s', name: 'get_weather', response: { output: 'x' } } };
    await expect(say(chat, [result], stream)).rejects.toThrow('number of function response parts');
    const history = chat.getHistory().map(({ role, parts = [] }) => ({
      role: role ?? 'user',
      parts: parts.map(({ thoughtSignature: _lost, ...part }) => part),
    }));
    const results = { role: 'user', parts: [result, { functionResponse: { ...result.functionResponse, id: 'call_0slo1' } }] };
    const contents = [...history, results];
    const call = stream
      ? ai.models.generateContentStream({ model: MODEL, contents, config: { tools: TOOLS } })
      : ai.models.generateContent({ model: MODEL, contents, config: { tools: TOOLS } });
    await expect(call).rejects.toThrow('missing a thought_signature');
  });
});

describe('the Google Gen AI SDK before our fake', () => {
  const found: FakeAnswer = {
    blocks: [
      { type: 'web_search', query: 'weather', results: [{ url: 'https://a.example/w', title: 'Weather' }] },
      { type: 'text', text: 'It rains.' },
    ],
  };

  it('reads what a search found, and keeps a search beside functions for the next turn', async () => {
    const ai = await connect(() => found);
    const alone = await ai.models.generateContent({
      model: MODEL,
      contents: QUESTION,
      config: { tools: [{ googleSearch: {} }] },
    });
    expect(alone.candidates?.[0]?.groundingMetadata).toMatchObject({
      webSearchQueries: ['weather'],
      groundingChunks: [{ web: { uri: 'https://a.example/w', title: 'Weather' } }],
    });
    const chat = ai.chats.create({
      model: MODEL,
      config: { tools: [...TOOLS, { googleSearch: {} }], toolConfig: { includeServerSideToolInvocations: true } },
    });
    expect((await say(chat, QUESTION, false)).text).toBe('It rains.');
    expect((await say(chat, 'Sure?', false)).text).toBe('It rains.');
    expect(JSON.stringify(fake.requests.at(-1)?.body.contents)).toContain('GOOGLE_SEARCH_WEB');
  });

  it('is told in errors of its own kind what was wrong, streamed or not', async () => {
    const ai = await connect();
    const config = { tools: [...TOOLS, { googleSearch: {} }] };
    const whole = ai.models.generateContent({ model: MODEL, contents: QUESTION, config });
    await expect(whole).rejects.toBeInstanceOf(ApiError);
    await expect(whole).rejects.toMatchObject({ status: 400, message: expect.stringContaining('INVALID_ARGUMENT') });
    const streamed = ai.models.generateContentStream({ model: MODEL, contents: [{ role: 'model', parts: [{ text: 'x' }] }] });
    await expect(streamed).rejects.toMatchObject({ status: 400, message: expect.stringContaining('ending with a model turn') });
    const wrongKey = new GoogleGenAI({ apiKey: 'wrong', httpOptions: { baseUrl: fake.url.replace(/\/v1beta$/, '') } });
    await expect(wrongKey.models.generateContent({ model: MODEL, contents: 'x' })).rejects.toThrow('API_KEY_INVALID');
  });

  it('learns of an error within a stream', async () => {
    const ai = await connect(() => ({ fault: { afterRecords: 1, kind: 'error' } }));
    const read = async () => {
      const chunks = await ai.models.generateContentStream({ model: MODEL, contents: QUESTION });
      while ((await chunks.next()).done !== true);
    };
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('Overloaded') });
  });

  it('counts tokens and lists models', async () => {
    const ai = await connect();
    const { totalTokens } = await ai.models.countTokens({ model: MODEL, contents: QUESTION });
    expect(totalTokens).toBeGreaterThan(5);
    const names: string[] = [];
    for await (const { name } of await ai.models.list()) names.push(name ?? '');
    expect(names).toEqual([`models/${MODEL}`, 'models/gemini-2.5-flash']);
  });
});

describe('Switchyard beside the SDK, before the same fake', () => {
  const SCREEN = createPartFromBase64(PIXEL, 'image/png');
  const system = 'Be brief.';
  const limits = { maxOutputTokens: 900, temperature: 0.5, topP: 0.9, topK: 20, stopSequences: ['END'] };

  /** The request's own fields, without what the two may say differently: thoughts are for people, and the role of instructions is read by nobody. */
  function comparable({ contents, systemInstruction, tools, toolConfig, generationConfig }: SeenRequest['body']): unknown {
    return {
      contents: contents.map(({ role, parts }: { role: string; parts: Part[] }) => ({
        role,
        parts: parts.filter(({ thought, thoughtSignature }) => !thought || thoughtSignature !== undefined),
      })),
      instructions: systemInstruction.parts,
      tools,
      choice: toolConfig?.functionCallingConfig,
      generationConfig,
    };
  }

  async function askSwitchyard(messages: object[], more: object): Promise<object[]> {
    const response = await (proxy as TestProxy).send({
      model: 'claude-sonnet-5-5',
      max_tokens: 900,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 20,
      stop_sequences: ['END'],
      system,
      tools: [{ name: WEATHER.name, description: WEATHER.description, input_schema: WEATHER_SCHEMA }],
      messages,
      ...more,
    });
    const { content, error } = (await response.json()) as { content?: object[]; error?: unknown };
    expect(error).toBeUndefined();
    return content ?? [];
  }

  async function startProxy(): Promise<void> {
    proxy = await startTestProxy({
      providers: [{ id: 'up', preset: 'custom', dialect: 'gemini', baseUrl: fake.url, models: [MODEL] }],
      routes: { default: { targets: [`up/${MODEL}`] } },
    });
  }

  it('sends the same text, image, tools, calls, signatures and results as the SDK', async () => {
    const ai = await connect();
    await startProxy();
    const chat = ai.chats.create({ model: MODEL, config: { systemInstruction: system, tools: TOOLS, ...limits } });
    await say(chat, [createPartFromText(QUESTION), SCREEN], false);
    const results: Part[] = [
      { functionResponse: { id: 'call_par1s', name: 'get_weather', response: { output: '21 °C' } } },
      { functionResponse: { id: 'call_0slo1', name: 'get_weather', response: { error: 'no such town' } } },
    ];
    await say(chat, results, false);
    const bySdk = fake.requests.map(({ body }) => comparable(body));

    const question = {
      role: 'user',
      content: [
        { type: 'text', text: QUESTION },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
      ],
    };
    const asked = await askSwitchyard([question], {});
    const answers = [
      { type: 'tool_result', tool_use_id: 'call_par1s', content: '21 °C' },
      { type: 'tool_result', tool_use_id: 'call_0slo1', content: 'no such town', is_error: true },
    ];
    await askSwitchyard([question, { role: 'assistant', content: asked }, { role: 'user', content: answers }], {});
    const bySwitchyard = fake.requests.slice(2).map(({ body }) => comparable(body));
    expect(bySwitchyard).toEqual(bySdk);
    expect(fake.requests.map(({ path }) => path)).toEqual(Array(4).fill(`/v1beta/models/${MODEL}:generateContent`));
  });

  it('sends an image within a result, and a forced tool, as the SDK does', async () => {
    const ai = await connect((request) => (readRequest(request).calls > 0 ? {} : playWeather(request)));
    await startProxy();
    const config = {
      systemInstruction: system,
      tools: TOOLS,
      toolConfig: { functionCallingConfig: { mode: 'ANY' as const, allowedFunctionNames: ['get_weather'] } },
      ...limits,
    };
    const chat = ai.chats.create({
      model: MODEL,
      config: config as NonNullable<Parameters<typeof ai.chats.create>[0]['config']>,
    });
    await say(chat, QUESTION, false);
    const inlineData = { mimeType: 'image/png', data: PIXEL };
    const result = (id: string, parts?: object[]) => ({
      functionResponse: { id, name: 'get_weather', response: { output: 'A picture.' }, ...(parts && { parts }) },
    });
    await say(chat, [result('call_par1s', [{ inlineData }]), result('call_0slo1')] as Part[], false);
    const bySdk = fake.requests.map(({ body }) => comparable(body));

    const choice = { tool_choice: { type: 'tool', name: 'get_weather' } };
    const question = { role: 'user', content: QUESTION };
    const asked = await askSwitchyard([question], choice);
    const text = { type: 'text', text: 'A picture.' };
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } };
    const answers = [
      { type: 'tool_result', tool_use_id: 'call_par1s', content: [text, image] },
      { type: 'tool_result', tool_use_id: 'call_0slo1', content: [text] },
    ];
    await askSwitchyard([question, { role: 'assistant', content: asked }, { role: 'user', content: answers }], choice);
    expect(fake.requests.slice(2).map(({ body }) => comparable(body))).toEqual(bySdk);
  });

  it('asks for a search and for thinking as the SDK does', async () => {
    const ai = await connect(() => ({}));
    await startProxy();
    const thinkingConfig = { includeThoughts: true, thinkingLevel: ThinkingLevel.HIGH };
    await ai.models.generateContent({
      model: MODEL,
      contents: QUESTION,
      config: { systemInstruction: system, tools: [{ googleSearch: {} }], thinkingConfig, ...limits },
    });
    await askSwitchyard([{ role: 'user', content: [{ type: 'text', text: QUESTION }] }], {
      tools: [{ type: 'web_search_20250305', name: 'web_search' }],
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
    });
    const [bySdk, bySwitchyard] = fake.requests.map(({ body }) => comparable(body));
    expect(bySwitchyard).toEqual(bySdk);
  });
});
