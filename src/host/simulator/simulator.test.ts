import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from './start-simulator';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ pace: 0 });
});

afterEach(() => simulator.close());

const BASH = tool('Bash', { command: { type: 'string' } }, ['command']);
const READ = tool('Read', { file_path: { type: 'string' }, limit: { type: 'integer' } }, ['file_path']);
const WRITE = tool('Write', { file_path: { type: 'string' }, content: { type: 'string' } }, ['file_path', 'content']);

function tool(name: string, properties: Record<string, unknown>, required: string[]) {
  return { type: 'function', function: { name, description: name, parameters: { type: 'object', properties, required } } };
}

function ask(text: string, more: Record<string, unknown> = {}) {
  return { model: 'simulator-fast', messages: [{ role: 'user', content: text }], ...more };
}

function post(body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(`${simulator.url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  });
}

interface Completion {
  choices: {
    message: { content: string | null; tool_calls?: { id: string; function: { name: string; arguments: string } }[] };
    finish_reason: string;
  }[];
  usage: {
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
    prompt_tokens_details: { cached_tokens: number };
    cost: number;
  };
}

async function complete(body: unknown) {
  const response = await post(body);
  expect(response.status).toBe(200);
  const completion = (await response.json()) as Completion;
  const choice = completion.choices[0]!;
  const calls = (choice.message.tool_calls ?? []).map((call) => ({
    id: call.id,
    name: call.function.name,
    arguments: JSON.parse(call.function.arguments) as unknown,
  }));
  return { text: choice.message.content ?? '', calls, finishReason: choice.finish_reason, usage: completion.usage };
}

interface Chunk {
  choices: {
    delta: {
      role?: string;
      content?: string | null;
      tool_calls?: { id?: string; function: { name?: string; arguments: string } }[];
    };
    finish_reason: string | null;
  }[];
  usage?: Completion['usage'] | null;
}

async function stream(body: Record<string, unknown>): Promise<{ chunks: Chunk[]; last: string }> {
  const response = await post({ ...body, stream: true });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events = (await response.text()).split('\n\n').filter((event) => event !== '');
  expect(events.every((event) => event.startsWith('data: '))).toBe(true);
  const data = events.map((event) => event.slice('data: '.length));
  const last = data.pop() ?? '';
  return { chunks: data.map((text) => JSON.parse(text) as Chunk), last };
}

async function refusalOf(body: unknown) {
  const response = await post(body);
  const { error } = (await response.json()) as {
    error: { message: string; type: string; param: string | null; code: string | null };
  };
  return { status: response.status, ...error };
}

describe('a plain answer', () => {
  it('takes up what the user wrote, says that it is simulated, and is the same each time', async () => {
    const body = ask('Explain how the retry loop ends. Be brief.');
    const first = await complete(body);
    expect(first.text).toContain('Explain how the retry loop ends');
    expect(first.text).toContain('built-in simulator');
    expect(first.text.split('\n\n').length).toBeGreaterThanOrEqual(4);
    expect(first.finishReason).toBe('stop');
    expect((await complete(body)).text).toBe(first.text);
    expect((await complete(ask('Fix the crash in the parser.'))).text).not.toBe(first.text);
  });

  it('looks past the notes that a client puts into the message', async () => {
    const { text } = await complete({
      model: 'simulator-fast',
      messages: [
        { role: 'system', content: 'You help.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: '<system-reminder>Read CLAUDE.md</system-reminder>' },
            { type: 'text', text: 'Hello there' },
          ],
        },
      ],
    });
    expect(text).toMatch(/^Hello\./);
  });

  it('ends at the token limit and at a stop sequence, and says which', async () => {
    const long = await complete(ask('Explain streams', { max_tokens: 10 }));
    expect(long).toMatchObject({ finishReason: 'length', usage: { completion_tokens: 10 } });
    expect(long.text).toHaveLength(40);
    const stopped = await complete(ask('Explain streams', { stop: ['streams'] }));
    expect(stopped.finishReason).toBe('stop');
    expect(stopped.text).not.toContain('streams');
  });

  it('is JSON that fits the schema when one is asked for', async () => {
    const schema = {
      type: 'object',
      properties: {
        title: { type: 'string', maxLength: 12 },
        kind: { enum: ['bug', 'task'] },
        parts: { type: 'array', minItems: 2, items: { $ref: '#/$defs/part' } },
        skipped: { type: 'string' },
      },
      required: ['title', 'kind', 'parts'],
      $defs: { part: { type: 'object', properties: { size: { type: ['null', 'integer'], minimum: 3 } }, required: ['size'] } },
    };
    const { text } = await complete(
      ask('Name this session, thoroughly', { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }),
    );
    expect(JSON.parse(text)).toEqual({ title: 'Name this se', kind: 'bug', parts: [{ size: 3 }, { size: 3 }] });
  });
});

describe('a stream', () => {
  it('brings the role, the same text in pieces, the finish reason, the usage and the end', async () => {
    const body = ask('Explain how the retry loop ends.');
    const whole = await complete(body);
    const { chunks, last } = await stream({ ...body, stream_options: { include_usage: true } });
    expect(last).toBe('[DONE]');
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(whole.text);
    expect(chunks.at(-2)?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.length).toBeGreaterThan(20);
  });

  it('has no usage unless that is asked for', async () => {
    const { chunks } = await stream(ask('Hello'));
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('brings a tool call as a name and its arguments in parts', async () => {
    const { chunks } = await stream(ask('List the files', { tools: [BASH] }));
    const deltas = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(deltas[0]).toMatchObject({ id: expect.stringMatching(/^call_/), function: { name: 'Bash', arguments: '' } });
    expect(JSON.parse(deltas.map((delta) => delta.function.arguments).join(''))).toEqual({ command: 'ls' });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('ends when the client goes away', async () => {
    const slow = await startSimulator();
    try {
      const leave = new AbortController();
      const response = await fetch(`${slow.url}/chat/completions`, {
        method: 'POST',
        body: JSON.stringify(ask('Explain everything', { model: 'simulator-slow', stream: true })),
        signal: leave.signal,
      });
      expect(response.status).toBe(200);
      leave.abort();
      await expect(response.text()).rejects.toThrow();
      // The simulator is none the worse for it.
      expect((await fetch(`${slow.url}/models`)).status).toBe(200);
    } finally {
      await slow.close();
    }
  });
});

describe('a tool call', () => {
  const tools = [WRITE, BASH, READ];

  it.each([
    ['Run the tests', 'Bash', { command: 'ls' }],
    ['what files are here?', 'Bash', { command: 'ls' }],
    ['show me the git log', 'Bash', { command: 'git log --oneline -5' }],
    ['run rm -rf /', 'Bash', { command: 'ls' }],
    ['Read src/main/index.ts and sum it up', 'Read', { file_path: 'src/main/index.ts' }],
    ['open "/etc/hosts.conf".', 'Read', { file_path: '/etc/hosts.conf' }],
  ])('fits what was asked and does no harm: %s', async (text, name, args) => {
    const { calls, finishReason } = await complete(ask(text, { tools }));
    expect(calls).toEqual([{ id: expect.stringMatching(/^call_/), name, arguments: args }]);
    expect(finishReason).toBe('tool_calls');
  });

  it('names files from the folder that the client works in', async () => {
    const { calls } = await complete({
      model: 'simulator-fast',
      messages: [
        { role: 'system', content: 'Env:\n - Primary working directory: /home/me/app\n' },
        { role: 'user', content: 'Read ./README.md' },
      ],
      tools,
    });
    expect(calls[0]?.arguments).toEqual({ file_path: '/home/me/app/README.md' });
  });

  it('uses a tool that looks something up when its name is spoken of', async () => {
    const weather = tool('get_weather', { city: { type: 'string' }, unit: { enum: ['C', 'F'] } }, ['city', 'unit']);
    const { calls } = await complete(ask('How is the weather in Oslo?', { tools: [weather] }));
    expect(calls[0]).toMatchObject({ name: 'get_weather', arguments: { city: 'How is the weather in Oslo', unit: 'C' } });
  });

  it('is not made where nothing asks for one or the request forbids it', async () => {
    expect((await complete(ask('Explain recursion', { tools }))).calls).toEqual([]);
    expect((await complete(ask('Run the tests', { tools, tool_choice: 'none' }))).calls).toEqual([]);
    expect((await complete(ask('Delete everything', { tools: [WRITE] }))).calls).toEqual([]);
  });

  it('is made where the request insists', async () => {
    const required = await complete(ask('Explain recursion', { tools, tool_choice: 'required' }));
    expect(required.calls[0]?.name).toBe('Read');
    const choice = { type: 'function', function: { name: 'Write' } };
    const named = await complete(ask('Explain recursion', { tools, tool_choice: choice }));
    expect(named.calls[0]).toMatchObject({ name: 'Write', arguments: { file_path: 'README.md', content: 'Explain recursion' } });
  });

  it('is followed by an answer about its result', async () => {
    const body = ask('List the files', { tools });
    const { calls } = await complete(body);
    const answer = await complete({
      ...body,
      messages: [
        ...body.messages,
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: calls[0]!.id, type: 'function', function: { name: 'Bash', arguments: '{"command":"ls"}' } }],
        },
        { role: 'tool', tool_call_id: calls[0]!.id, content: 'README.md\nsrc\npackage.json\ntests' },
        { role: 'user', content: '<system-reminder>List the files again</system-reminder>' },
      ],
    });
    expect(answer.calls).toEqual([]);
    expect(answer.text).toContain('Bash came back with 4 lines');
    expect(answer.text).toContain('README.md');
  });
});

describe('the usage', () => {
  it('adds up, costs play dollars by the model, and finds a repeated beginning cached', async () => {
    const system = { role: 'system', content: 'x'.repeat(8000) };
    const turn = (text: string, model = 'simulator-fast') => ({ model, messages: [system, { role: 'user', content: text }] });
    const first = (await complete(turn('Explain one thing'))).usage;
    expect(first.prompt_tokens).toBeGreaterThan(2000);
    expect(first.total_tokens).toBe(first.prompt_tokens + first.completion_tokens);
    expect(first.prompt_tokens_details.cached_tokens).toBe(0);
    expect(first.cost).toBeCloseTo((first.prompt_tokens * 1 + first.completion_tokens * 5) / 1e6, 9);

    const second = (await complete(turn('Explain another thing'))).usage;
    expect(second.prompt_tokens_details.cached_tokens).toBe(1920);
    expect(second.cost).toBeLessThan(first.cost);

    const large = (await complete(turn('Explain one thing', 'simulator-large'))).usage;
    expect(large.prompt_tokens_details.cached_tokens).toBe(0);
    expect(large.cost).toBeGreaterThan(first.cost * 2);
  });
});

describe('the models', () => {
  it('are listed', async () => {
    const response = await fetch(`${simulator.url}/models`);
    const { object, data } = (await response.json()) as { object: string; data: { id: string }[] };
    expect(object).toBe('list');
    expect(data.map(({ id }) => id)).toEqual(['simulator-fast', 'simulator-large', 'simulator-flaky', 'simulator-slow']);
  });

  it('include one that refuses every third request as overloaded', async () => {
    const statuses = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await post(ask('Hello', { model: 'simulator-flaky' }))).status);
    expect(statuses).toEqual([200, 200, 503, 200, 200, 503]);
    await post(ask('Hello', { model: 'simulator-flaky' }));
    await post(ask('Hello', { model: 'simulator-flaky' }));
    expect(await refusalOf(ask('Hello', { model: 'simulator-flaky' }))).toMatchObject({ status: 503, code: 'overloaded' });
  });
});

describe('a request that the real endpoint would refuse', () => {
  const call = (id: string) => ({ id, type: 'function', function: { name: 'Bash', arguments: '{}' } });
  const cases: [string, unknown, number, RegExp][] = [
    ['no JSON', '{"model": ', 400, /could not parse/],
    ['no object', [], 400, /must be a JSON object/],
    ['no model', { messages: [] }, 400, /Missing required parameter: 'model'/],
    ['no messages', { model: 'simulator-fast' }, 400, /Missing required parameter: 'messages'/],
    ['an empty list of messages', ask('', { messages: [] }), 400, /'messages'/],
    ['an unknown model', ask('Hi', { model: 'gpt-9' }), 404, /'gpt-9' does not exist/],
    ['a field of another dialect', ask('Hi', { context_management: {} }), 400, /Unknown parameter: 'context_management'/],
    ['an empty list of tools', ask('Hi', { tools: [] }), 400, /'tools'/],
    ['a tool choice without tools', ask('Hi', { tool_choice: 'auto' }), 400, /only allowed when 'tools'/],
    [
      'a choice that is not offered',
      ask('Hi', { tools: [BASH], tool_choice: { type: 'function', function: { name: 'X' } } }),
      400,
      /not found/,
    ],
    ['stream options without a stream', ask('Hi', { stream_options: {} }), 400, /stream_options/],
    ['an assistant message with nothing in it', ask('', { messages: [{ role: 'assistant', content: null }] }), 400, /'content'/],
    [
      'a tool message without its call',
      ask('', {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'tool', tool_call_id: 'a', content: 'x' },
        ],
      }),
      400,
      /must be a response to a preceding message/,
    ],
    [
      'a tool call without its answer',
      ask('', {
        messages: [
          { role: 'assistant', tool_calls: [call('a'), call('b')] },
          { role: 'tool', tool_call_id: 'a', content: 'x' },
          { role: 'user', content: 'Hi' },
        ],
      }),
      400,
      /did not have response messages: b/,
    ],
    [
      'a picture in a tool message',
      ask('', {
        messages: [
          { role: 'assistant', tool_calls: [call('a')] },
          { role: 'tool', tool_call_id: 'a', content: [{ type: 'image_url', image_url: { url: 'data:' } }] },
        ],
      }),
      400,
      /messages/,
    ],
  ];
  it.each(cases)('gets an error in its shape: %s', async (_name, body, status, message) => {
    expect(await refusalOf(body)).toMatchObject({
      status,
      type: 'invalid_request_error',
      message: expect.stringMatching(message),
    });
  });

  it('gets 404 at an address that is not served', async () => {
    const response = await fetch(`${simulator.url}/embeddings`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
  });

  it('gets 413 for a body over the limit', async () => {
    const { hostname, port } = new URL(simulator.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const size = 64 * 1024 * 1024 + 1;
    socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`);
    socket.write(Buffer.alloc(size, 32));
    let answer = '';
    for await (const chunk of socket) {
      answer += String(chunk);
      if (answer.includes('}}')) break;
    }
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('closing', () => {
  it('ends answers in flight, frees the port and may be done twice', async () => {
    const slow = await startSimulator();
    const response = await fetch(`${slow.url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(ask('Explain everything', { model: 'simulator-slow', stream: true })),
    });
    await slow.close();
    await slow.close();
    await expect(response.text()).rejects.toThrow();
    await expect(fetch(`${slow.url}/models`)).rejects.toThrow();
  });
});
