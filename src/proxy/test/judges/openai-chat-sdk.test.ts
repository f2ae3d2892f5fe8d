import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { readRequest } from '../../testing/read-request';
import { TEST_TOKEN } from '../../testing/start-test-proxy';
import { FINAL_WORDS, PIXEL, startJudgedProxy, upstreamDialects, WEATHER_SCHEMA, type JudgedProxy } from './start-judged-proxy';

let judged: JudgedProxy;
afterEach(() => judged.stop());

async function connect(...start: Parameters<typeof startJudgedProxy>): Promise<OpenAI> {
  judged = await startJudgedProxy(...start);
  return new OpenAI({ baseURL: `${judged.proxy.url}/v1`, apiKey: TEST_TOKEN, maxRetries: 0 });
}

const QUESTION: OpenAI.ChatCompletionCreateParamsNonStreaming = {
  model: 'gpt-5.6',
  max_completion_tokens: 1024,
  messages: [
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'How warm is it in Paris and in Oslo?' },
  ],
};
const WEATHER: OpenAI.ChatCompletionFunctionTool = {
  type: 'function',
  function: { name: 'get_weather', description: 'Current weather', parameters: WEATHER_SCHEMA },
};

describe.each(upstreamDialects)('the OpenAI SDK, chat, before %s', (dialect) => {
  it('takes a whole answer', async () => {
    const client = await connect(dialect);
    const completion = await client.chat.completions.create(QUESTION);
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: FINAL_WORDS } });
    expect(completion.usage).toMatchObject({ completion_tokens: 9 });
  });

  it('puts a stream together, with usage where it asks for it', async () => {
    const client = await connect(dialect);
    const stream = client.chat.completions.stream({ ...QUESTION, stream: true, stream_options: { include_usage: true } });
    const pieces: string[] = [];
    stream.on('content', (piece) => pieces.push(piece));
    const completion = await stream.finalChatCompletion();
    expect(pieces.length).toBeGreaterThan(1);
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: FINAL_WORDS } });
    expect((await stream.totalUsage()).completion_tokens).toBe(9);
  });

  it('runs a tool loop with parallel calls by its tool runner', async () => {
    const client = await connect(dialect);
    const asked: string[] = [];
    const runner = client.chat.completions.runTools({
      ...QUESTION,
      stream: true,
      tools: [
        {
          type: 'function',
          function: {
            ...WEATHER.function,
            parse: JSON.parse,
            function: ({ town }: { town: string }) => {
              asked.push(town);
              return town === 'Paris' ? '21' : '4';
            },
          },
        },
      ],
    } as Parameters<typeof client.chat.completions.runTools>[0]);
    expect(await runner.finalContent()).toBe(FINAL_WORDS);
    expect(asked).toEqual(['Paris', 'Oslo']);
    const seen = judged.upstream.requests.at(-1);
    expect(seen && readRequest(seen).calls).toBe(2);
    expect(seen?.rawBody.toString()).not.toContain('switchyard.1.');
  });

  it('sends an image', async () => {
    const client = await connect(dialect);
    await client.chat.completions.create({
      ...QUESTION,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
      ],
    });
    expect(judged.upstream.requests.at(-1)?.rawBody.toString()).toContain(PIXEL);
  });

  it("throws the upstream's words when a stream breaks off", async () => {
    const client = await connect(dialect, () => ({
      blocks: [
        {
          type: 'text',
          text: 'A text of so many pieces that it is still on its way when the server gives up on it, some time before its end.',
        },
      ],
      fault: { afterRecords: 4, kind: 'error' },
    }));
    const stream = client.chat.completions.stream({ ...QUESTION, stream: true });
    await expect(stream.finalChatCompletion()).rejects.toThrow('Overloaded');
  });

  it('never takes a cut stream for an answer', async () => {
    const client = await connect(dialect, () => ({
      blocks: [
        {
          type: 'text',
          text: 'A text of so many pieces that it is still on its way when the connection is cut, some time before its very end.',
        },
      ],
      fault: { afterRecords: 4, kind: 'cut' },
    }));
    const stream = client.chat.completions.stream({ ...QUESTION, stream: true });
    await expect(stream.finalChatCompletion()).rejects.toThrow();
  });
});

it('is refused in its own words', async () => {
  const client = await connect('anthropic-messages');
  await expect(client.chat.completions.create({ ...QUESTION, model: 'nobody,gpt' })).rejects.toThrow('"nobody"');
  await expect(new OpenAI({ baseURL: client.baseURL, apiKey: 'wrong', maxRetries: 0 }).models.list()).rejects.toThrow('token');
});

it('finds the models', async () => {
  const client = await connect('ollama');
  const models = await client.models.list();
  expect(models.data.map(({ id }) => id)).toEqual(['up/fake-model']);
});
