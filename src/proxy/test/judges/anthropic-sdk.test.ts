import Anthropic from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { readRequest } from '../../testing/read-request';
import { TEST_TOKEN } from '../../testing/start-test-proxy';
import { FINAL_WORDS, PIXEL, startJudgedProxy, upstreamDialects, WEATHER_SCHEMA, type JudgedProxy } from './start-judged-proxy';

let judged: JudgedProxy;
afterEach(() => judged.stop());

async function connect(...start: Parameters<typeof startJudgedProxy>): Promise<Anthropic> {
  judged = await startJudgedProxy(...start);
  return new Anthropic({ baseURL: judged.proxy.url, apiKey: TEST_TOKEN, maxRetries: 0 });
}

const QUESTION: Anthropic.MessageCreateParamsNonStreaming = {
  model: 'claude-sonnet-5-5',
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'How warm is it in Paris and in Oslo?' }],
};
const WEATHER: Anthropic.Tool = { name: 'get_weather', description: 'Current weather', input_schema: WEATHER_SCHEMA };

describe.each(upstreamDialects)('the Anthropic SDK before %s', (dialect) => {
  it('takes a whole answer', async () => {
    const client = await connect(dialect);
    const message = await client.messages.create(QUESTION);
    expect(message.content).toMatchObject([{ type: 'text', text: FINAL_WORDS }]);
    expect(message).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
    expect(message.usage.output_tokens).toBe(9);
  });

  it('puts a stream together', async () => {
    const client = await connect(dialect);
    const stream = client.messages.stream(QUESTION);
    const pieces: string[] = [];
    stream.on('text', (piece) => pieces.push(piece));
    const message = await stream.finalMessage();
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(FINAL_WORDS);
    expect(message.content).toMatchObject([{ type: 'text', text: FINAL_WORDS }]);
    expect(message.usage).toMatchObject({ output_tokens: 9 });
  });

  it('runs a tool loop with parallel calls and thinking, whose reasoning comes back where it belongs', async () => {
    const client = await connect(dialect);
    const messages: Anthropic.MessageParam[] = [...QUESTION.messages];
    const first = await client.messages
      .stream({ ...QUESTION, tools: [WEATHER], thinking: { type: 'adaptive' }, messages })
      .finalMessage();
    expect(first.stop_reason).toBe('tool_use');
    const calls = first.content.filter((block) => block.type === 'tool_use');
    expect(calls.map(({ name, input }) => ({ name, input }))).toEqual([
      { name: 'get_weather', input: { town: 'Paris', note: 'quote " and \n line' } },
      { name: 'get_weather', input: { town: 'Oslo' } },
    ]);
    messages.push({ role: 'assistant', content: first.content });
    messages.push({
      role: 'user',
      content: calls.map(({ id }, index) => ({ type: 'tool_result', tool_use_id: id, content: index === 0 ? '21' : '4' })),
    });
    const last = await client.messages
      .stream({ ...QUESTION, tools: [WEATHER], thinking: { type: 'adaptive' }, messages })
      .finalMessage();
    expect(last.content).toMatchObject([{ type: 'text', text: FINAL_WORDS }]);
    const seen = judged.upstream.requests.at(-1);
    expect(seen && readRequest(seen).calls).toBe(2);
    // What is ours stays ours: no upstream ever sees the envelope.
    expect(seen?.rawBody.toString()).not.toContain('switchyard.1.');
  });

  it('runs its own tool runner to the end', async () => {
    const client = await connect(dialect);
    const asked: string[] = [];
    const runner = client.beta.messages.toolRunner({
      ...QUESTION,
      tools: [
        {
          type: 'custom',
          ...WEATHER,
          run: ({ town }: { town: string }) => {
            asked.push(town);
            return town === 'Paris' ? '21' : '4';
          },
          parse: (input: unknown) => input as { town: string },
        },
      ],
    } as Parameters<typeof client.beta.messages.toolRunner>[0]);
    const message = await runner;
    expect(asked).toEqual(['Paris', 'Oslo']);
    expect(JSON.stringify(message)).toContain('brr');
  });

  it('sends an image, in a message and in a tool result', async () => {
    const client = await connect(dialect);
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } } as const;
    await client.messages.create({
      ...QUESTION,
      tools: [WEATHER],
      messages: [
        { role: 'user', content: [image, { type: 'text', text: 'What is this?' }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { town: 'Paris' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [image] }] },
      ],
    });
    const body = judged.upstream.requests.at(-1)?.rawBody.toString() ?? '';
    expect(body.split(PIXEL)).toHaveLength(3);
  });

  it('counts tokens', async () => {
    const client = await connect(dialect);
    const { input_tokens: tokens } = await client.messages.countTokens({ model: QUESTION.model, messages: QUESTION.messages });
    expect(tokens).toBeGreaterThan(3);
    expect(tokens).toBeLessThan(5_000);
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
    await expect(client.messages.stream(QUESTION).finalMessage()).rejects.toThrow('Overloaded');
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
    await expect(client.messages.stream(QUESTION).finalMessage()).rejects.toThrow();
  });
});

it('finds the models, under ids that Claude Code takes up', async () => {
  const client = await connect('openai-chat');
  const page = await client.models.list({ limit: 1000 });
  expect(page.data.map(({ id }) => id)).toEqual(['claude@up/fake-model']);
  const message = await client.messages.create({ ...QUESTION, model: page.data[0]?.id ?? '' });
  expect(message.model).toBe('claude@up/fake-model');
  expect(judged.upstream.requests.at(-1)?.body.model).toBe('fake-model');
});
