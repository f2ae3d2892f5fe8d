import { GoogleGenAI, type Content, type GenerateContentParameters } from '@google/genai';
import { afterEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream, type SeenRequest } from '../../testing/fake-upstream';
import { startTestProxy } from '../../testing/start-test-proxy';
import { PIXEL, WEATHER_SCHEMA } from './start-judged-proxy';

// Google's own client before our fake of Google's server: that the one understands the other says that a translation which the fake
// takes would be taken. What Switchyard sends itself is then held against what the SDK sends for the same conversation.

const MODEL = 'gemini-3-pro';
const WORDS = 'Hello there, in several pieces.';
const WEATHER = { name: 'get_weather', description: 'Current weather', parametersJsonSchema: WEATHER_SCHEMA };

let fake: FakeUpstream;
afterEach(() => fake.close());

async function connect(answer: (request: SeenRequest) => FakeAnswer = play): Promise<GoogleGenAI> {
  fake = await startFakeUpstream({ dialect: 'gemini', key: 'key-of-up', models: [MODEL], answer });
  const baseUrl = fake.url.replace(/\/v1beta$/, '');
  return new GoogleGenAI({ apiKey: 'key-of-up', apiVersion: 'v1beta', httpOptions: { baseUrl } });
}

function play({ body }: SeenRequest): FakeAnswer {
  const last = (body.contents as { parts: { text?: string }[] }[]).at(-1)?.parts[0]?.text ?? '';
  if (last.includes('weather'))
    return {
      blocks: [
        { type: 'thinking', thinking: 'Two towns.' },
        { type: 'tool_use', name: 'get_weather', input: { town: 'Paris' } },
        { type: 'tool_use', name: 'get_weather', input: { town: 'Oslo' } },
      ],
    };
  if (last.includes('search'))
    return {
      blocks: [
        { type: 'web_search', query: 'news', results: [{ url: 'https://a.example', title: 'A' }] },
        { type: 'text', text: WORDS },
      ],
    };
  return {
    blocks: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: WORDS },
    ],
    usage: { input: 7, output: 5 },
  };
}

it('streams text with thoughts and usage', async () => {
  const client = await connect();
  const config = { thinkingConfig: { includeThoughts: true }, maxOutputTokens: 50, systemInstruction: 'Be brief.' };
  let text = '';
  let total: number | undefined;
  for await (const chunk of await client.models.generateContentStream({ model: MODEL, contents: 'Hello.', config })) {
    text += chunk.text ?? '';
    total = chunk.usageMetadata?.totalTokenCount ?? total;
  }
  expect(text).toBe(WORDS);
  expect(total).toBe(12);
});

it.each([true, false])(
  'holds a chat with parallel calls, whose signatures it hands back itself (stream: %s)',
  async (streams) => {
    const client = await connect();
    const chat = client.chats.create({ model: MODEL, config: { tools: [{ functionDeclarations: [WEATHER] }] } });
    async function send(message: Parameters<typeof chat.sendMessage>[0]['message']) {
      if (!streams) return chat.sendMessage({ message });
      const seen = { functionCalls: [] as NonNullable<Awaited<ReturnType<typeof chat.sendMessage>>['functionCalls']>, text: '' };
      for await (const chunk of await chat.sendMessageStream({ message })) {
        seen.functionCalls.push(...(chunk.functionCalls ?? []));
        seen.text += chunk.text ?? '';
      }
      return seen;
    }
    const { functionCalls = [] } = await send('The weather?');
    expect(functionCalls.map(({ args }) => args)).toEqual([{ town: 'Paris' }, { town: 'Oslo' }]);
    const results = functionCalls.map(({ id = '', name = '' }) => ({
      functionResponse: { id, name, response: { output: '21' } },
    }));
    expect((await send(results)).text).toBe(WORDS);
    expect((await send('Thanks.')).text).toBe(WORDS);
  },
);

it('finds the sources of a search', async () => {
  const client = await connect();
  const answer = await client.models.generateContent({
    model: MODEL,
    contents: 'search',
    config: { tools: [{ googleSearch: {} }] },
  });
  expect(answer.candidates?.[0]?.groundingMetadata?.groundingChunks).toEqual([{ web: { uri: 'https://a.example', title: 'A' } }]);
});

it('counts, lists, and is refused in the words of the API', async () => {
  const client = await connect();
  expect((await client.models.countTokens({ model: MODEL, contents: 'Hello.' })).totalTokens).toBeGreaterThan(0);
  const names: (string | undefined)[] = [];
  for await (const { name } of await client.models.list()) names.push(name);
  expect(names).toEqual([`models/${MODEL}`]);
  const lastByModel: Content[] = [{ role: 'model', parts: [{ text: 'I say.' }] }];
  await expect(client.models.generateContent({ model: MODEL, contents: lastByModel })).rejects.toMatchObject({ status: 400 });
});

it('sends what Switchyard sends for the same conversation', async () => {
  const client = await connect();
  const image = { inlineData: { mimeType: 'image/png', data: PIXEL } };
  const call = {
    functionCall: { id: 'call_1', name: 'get_weather', args: { town: 'Paris' } },
    thoughtSignature: 'skip_thought_signature_validator',
  };
  const response = { functionResponse: { id: 'call_1', name: 'get_weather', response: { output: '21' } } };
  const request: GenerateContentParameters = {
    model: MODEL,
    contents: [
      { role: 'user', parts: [{ text: 'What is this?' }, image] },
      { role: 'model', parts: [{ text: 'I look.' }, call] },
      { role: 'user', parts: [response] },
      { role: 'user', parts: [{ text: 'And now?' }] },
    ],
    config: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      maxOutputTokens: 100,
      temperature: 0.5,
      stopSequences: ['END'],
      tools: [{ functionDeclarations: [WEATHER] }],
      toolConfig: { functionCallingConfig: { mode: 'ANY' as never, allowedFunctionNames: ['get_weather'] } },
      responseMimeType: 'application/json',
      responseJsonSchema: WEATHER_SCHEMA,
    },
  };
  await client.models.generateContent(request);

  const proxy = await startTestProxy({
    providers: [{ id: 'up', preset: 'custom', dialect: 'gemini', baseUrl: fake.url, models: [MODEL] }],
    routes: { default: { targets: [`up/${MODEL}`] } },
  });
  try {
    const source = { type: 'base64', media_type: 'image/png', data: PIXEL };
    const answer = await proxy.send({
      model: 'claude-sonnet-5-5',
      max_tokens: 100,
      temperature: 0.5,
      stop_sequences: ['END'],
      system: 'Be brief.',
      tools: [{ name: WEATHER.name, description: WEATHER.description, input_schema: WEATHER_SCHEMA }],
      tool_choice: { type: 'tool', name: WEATHER.name },
      output_config: { format: { type: 'json_schema', schema: WEATHER_SCHEMA } },
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', source },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'call_1', name: WEATHER.name, input: { town: 'Paris' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: '21' },
            { type: 'text', text: 'And now?' },
          ],
        },
      ],
    });
    expect(answer.status, await answer.text()).toBe(200);
  } finally {
    await proxy.close();
  }
  const [theirs, ours] = fake.requests;
  expect(ours?.path).toBe(theirs?.path);
  expect(ours?.body).toEqual(theirs?.body);
});
