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

const QUESTION = {
  model: 'gpt-5.6',
  instructions: 'Be brief.',
  input: 'How warm is it in Paris and in Oslo?',
  store: false,
} satisfies OpenAI.Responses.ResponseCreateParamsNonStreaming;
const WEATHER: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'get_weather',
  description: 'Current weather',
  parameters: WEATHER_SCHEMA,
  strict: false,
};

describe.each(upstreamDialects)('the OpenAI SDK, responses, before %s', (dialect) => {
  it('takes a whole answer', async () => {
    const client = await connect(dialect);
    const response = await client.responses.create(QUESTION);
    expect(response).toMatchObject({ object: 'response', status: 'completed', output_text: FINAL_WORDS });
    expect(response.usage).toMatchObject({ output_tokens: 9 });
  });

  it('puts a stream together', async () => {
    const client = await connect(dialect);
    const stream = client.responses.stream(QUESTION);
    const pieces: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => pieces.push(delta));
    const response = await stream.finalResponse();
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(FINAL_WORDS);
    expect(response.output_text).toBe(FINAL_WORDS);
    expect(response.usage).toMatchObject({ output_tokens: 9 });
  });

  it('runs a tool loop with parallel calls and reasoning, which comes back where it belongs', async () => {
    const client = await connect(dialect);
    const options = {
      ...QUESTION,
      tools: [WEATHER],
      include: ['reasoning.encrypted_content' as const],
      reasoning: { effort: 'medium' as const, summary: 'auto' as const },
    };
    const input: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: QUESTION.input }];
    const first = await client.responses.stream({ ...options, input }).finalResponse();
    const calls = first.output.filter((item) => item.type === 'function_call');
    expect(calls.map(({ name, arguments: json }) => ({ name, input: JSON.parse(json) as unknown }))).toEqual([
      { name: 'get_weather', input: { town: 'Paris', note: 'quote " and \n line' } },
      { name: 'get_weather', input: { town: 'Oslo' } },
    ]);
    input.push(...(first.output as OpenAI.Responses.ResponseInputItem[]));
    for (const { call_id: id } of calls) input.push({ type: 'function_call_output', call_id: id, output: '21' });
    const last = await client.responses.stream({ ...options, input }).finalResponse();
    expect(last.output_text).toBe(FINAL_WORDS);
    const seen = judged.upstream.requests.at(-1);
    expect(seen && readRequest(seen).calls).toBe(2);
    expect(seen?.rawBody.toString()).not.toContain('switchyard.1.');
  });

  it('sends an image', async () => {
    const client = await connect(dialect);
    await client.responses.create({
      ...QUESTION,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${PIXEL}` },
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
      fault: { afterRecords: 6, kind: 'error' },
    }));
    await expect(client.responses.stream(QUESTION).finalResponse()).rejects.toThrow('Overloaded');
  });

  it('never takes a cut stream for an answer', async () => {
    const client = await connect(dialect, () => ({
      blocks: [
        {
          type: 'text',
          text: 'A text of so many pieces that it is still on its way when the connection is cut, some time before its very end.',
        },
      ],
      fault: { afterRecords: 6, kind: 'cut' },
    }));
    await expect(client.responses.stream(QUESTION).finalResponse()).rejects.toThrow();
  });
});

it('is refused in its own words', async () => {
  const client = await connect('anthropic-messages');
  await expect(client.responses.create({ ...QUESTION, model: 'nobody,gpt' })).rejects.toThrow('"nobody"');
  await expect(client.responses.create({ ...QUESTION, previous_response_id: 'resp_1' })).rejects.toThrow('previous_response_id');
});
