import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientDialect } from '../../shared/model/exchange';
import { UpstreamDialect } from '../../shared/model/provider';
import { createStreamNormaliser } from '../canonical/normalise-stream';
import type { BlockEvent } from '../canonical/response';
import { dialectQuirks } from '../dialects/default-quirks';
import { passthroughDialects, upstreamDialects } from '../dialects/registry';
import { createFrameReader } from '../pipeline/read-frames';
import { recordAnswer, startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../testing/start-test-proxy';

/** Bounds the time; a fault is reported with the seed that repeats it. */
const RUNS = 300;
const WIRE_RUNS = 40;

const ANSWER: FakeAnswer = {
  blocks: [
    { type: 'thinking', thinking: 'First I think – a little.' },
    { type: 'text', text: 'Grüße, 世界! "quoted" \n and on.' },
    { type: 'tool_use', id: 'call_a1b2c', name: 'Read', input: { file_path: '/tmp/ä "b"\n.txt' } },
    { type: 'tool_use', id: 'call_d3e4f', name: 'Bash', input: {} },
  ],
  usage: { input: 12, output: 34, cacheRead: 5 },
  pieceSize: 5,
};

/** What can happen to the records of a stream on their way. */
type Fault =
  | { kind: 'cut'; at: number }
  | { kind: 'drop' | 'double' | 'swap'; at: number }
  | { kind: 'garble'; at: number; offset: number; byte: number }
  | { kind: 'insert'; at: number; text: string };

const place = fc.nat({ max: 60 });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat({ max: 6000 }) }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'double' as const, 'swap' as const), at: place }),
  fc.record({ kind: fc.constant('garble' as const), at: place, offset: fc.nat({ max: 400 }), byte: fc.nat({ max: 255 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: place,
    text: fc.oneof(
      fc.json().map((json) => `data: ${json}\n\n`),
      fc.json().map((json) => `${json}\n`),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'data: null\n\n',
        'data: []\n\n',
        'null\n',
        'event: error\ndata: {}\n\n',
        ':\n\n',
        'data: {"choices":[null]}\n\n',
      ),
    ),
  }),
);

function damage(records: readonly string[], faults: Fault[]): Buffer {
  let pieces = records.map((record) => Buffer.from(record));
  let cut = Infinity;
  for (const one of faults) {
    const at = one.at % Math.max(1, pieces.length);
    if (one.kind === 'cut') cut = one.at;
    if (one.kind === 'drop') pieces.splice(at, 1);
    if (one.kind === 'double') pieces.splice(at, 0, pieces[at] ?? Buffer.alloc(0));
    if (one.kind === 'swap' && pieces.length > 1) {
      const [taken = Buffer.alloc(0)] = pieces.splice(at, 1);
      pieces.splice((at + 3) % pieces.length, 0, taken);
    }
    if (one.kind === 'insert') pieces.splice(at, 0, Buffer.from(one.text));
    if (one.kind === 'garble') {
      pieces = pieces.map((piece, index) => (index === at ? Buffer.from(piece) : piece));
      const piece = pieces[at];
      if (piece && piece.length > 0) piece[one.offset % piece.length] = one.byte;
    }
  }
  return Buffer.concat(pieces).subarray(0, cut);
}

/** Follows the grammar: blocks in sequence, one open at a time, finish last. Throws when it is broken. */
function createGrammarCheck(): (event: BlockEvent) => void {
  let open: number | null = null;
  let next = 0;
  let finished = false;
  return (event) => {
    if (finished) throw new Error('something came after the finish');
    if (event.type === 'finish') {
      if (open !== null) throw new Error('it finished with an open block');
      finished = true;
    } else if (event.type === 'block-start') {
      if (open !== null || event.index !== next) throw new Error(`block ${event.index} opened out of turn`);
      open = event.index;
    } else {
      if (event.index !== open) throw new Error(`a piece for block ${event.index}, which is not open`);
      if (event.type === 'block-stop') {
        open = null;
        next += 1;
      }
    }
  };
}

describe.each(UpstreamDialect.options)('a damaged stream of %s', (dialect) => {
  const codec = upstreamDialects[dialect];
  const records = recordAnswer(dialect, ANSWER);
  const quirks = dialectQuirks[dialect];

  /** Throws whatever a parser may throw; the grammar holds all the same. */
  function parse(bytes: Buffer, chunk: number): { complete: boolean; characters: number } {
    const check = createGrammarCheck();
    const reader = createFrameReader(codec.framing);
    const parser = codec.createStreamParser(quirks);
    const normaliser = createStreamNormaliser({ seal: () => 'sealed', names: { toClient: (name) => name } });
    const result = { complete: false, characters: 0 };
    const frames = [];
    for (let at = 0; at < bytes.length; at += chunk) frames.push(...reader.push(bytes.subarray(at, at + chunk)));
    frames.push(...reader.end());
    for (const frame of frames) {
      for (const event of parser.push(frame)) {
        if (event.type === 'failure') return result;
        if (event.type === 'stop' || event.type === 'end') result.complete = true;
        for (const piece of pushAll(() => normaliser.push(event))) {
          check(piece);
          if (piece.type === 'block-delta') result.characters += piece.text.length;
        }
      }
    }
    normaliser.finish().forEach(check);
    return result;
  }

  /** More arguments for a call that is whole are the one thing that the normaliser refuses. */
  function pushAll(push: () => BlockEvent[]): BlockEvent[] {
    try {
      return push();
    } catch (error) {
      if ((error as Error).message.includes('already complete')) return [];
      throw error;
    }
  }

  it('never throws, never breaks the grammar and never grows without end', () => {
    fc.assert(
      fc.property(fc.array(fault, { maxLength: 6 }), fc.integer({ min: 1, max: 700 }), (faults, chunk) => {
        const bytes = damage(records, faults);
        expect(parse(bytes, chunk).characters).toBeLessThanOrEqual(4 * bytes.length + 1000);
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same answer whatever its chunk edges', () => {
    const whole = parse(Buffer.concat(records.map((record) => Buffer.from(record))), 1_000_000);
    expect(whole.complete).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 97 }), (chunk) => {
        expect(parse(damage(records, []), chunk)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('is never taken for complete where it was cut before its last words', () => {
    // The words that say so: everything from the first record that makes a stream complete.
    let said = 0;
    while (!parse(Buffer.from(records.slice(0, said).join('')), 1_000_000).complete) said += 1;
    const before = Buffer.byteLength(records.slice(0, said - 1).join(''));
    fc.assert(
      fc.property(fc.nat({ max: before }), (at) => {
        expect(parse(damage(records, [{ kind: 'cut', at }]), 1_000_000).complete).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('as a whole answer gives events or a plain Error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        try {
          expect(Array.isArray(codec.parseResponse(body, quirks))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe.each(ClientDialect.options)('a damaged stream of %s that passes through', (dialect) => {
  it('is watched without a throw', () => {
    const records = recordAnswer(dialect, ANSWER);
    fc.assert(
      fc.property(fc.array(fault, { maxLength: 6 }), (faults) => {
        const reader = passthroughDialects[dialect].createReader(dialectQuirks[dialect]);
        for (const frame of createFrameReader().push(damage(records, faults))) reader.push(frame);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('over real sockets', () => {
  const servers = new Map<UpstreamDialect, FakeUpstream>();
  let proxy: TestProxy;
  let records: string[] = [];

  beforeAll(async () => {
    for (const dialect of UpstreamDialect.options) {
      servers.set(dialect, await startFakeUpstream({ dialect, answer: () => ({ records }) }));
    }
    proxy = await startTestProxy({
      providers: UpstreamDialect.options.map((dialect) => ({
        id: dialect,
        preset: 'custom' as const,
        dialect,
        baseUrl: servers.get(dialect)?.url ?? '',
        keys: [{ source: 'none' as const }],
        models: ['m'],
      })),
    });
  });
  afterAll(async () => {
    await proxy.close();
    for (const server of servers.values()) await server.close();
  });

  const PATHS: Record<ClientDialect, string> = {
    'anthropic-messages': '/v1/messages',
    'openai-chat': '/v1/chat/completions',
    'openai-responses': '/v1/responses',
  };
  const post = (dialect: ClientDialect, body: string | Uint8Array<ArrayBuffer>) =>
    fetch(proxy.url + PATHS[dialect], {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_TOKEN}`, 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
      body,
    });
  const question = (dialect: ClientDialect, model: string) =>
    JSON.stringify({
      model,
      stream: true,
      ...(dialect === 'anthropic-messages' && { max_tokens: 100 }),
      ...(dialect === 'openai-responses' ? { input: 'Hello.' } : { messages: [{ role: 'user', content: 'Hello.' }] }),
    });
  /** How each client is told that an answer is whole (where its bytes go through, the reason to stop will do), and that it failed. */
  const WHOLE = /event: message_stop|"stop_reason":"|data: \[DONE\]|"finish_reason":"|event: response\.(completed|incomplete)/;
  const FAILED = /event: error|"error":\s*\{|event: response\.failed/;

  describe.each(ClientDialect.options)('a client of %s', (client) => {
    it.each(UpstreamDialect.options)(
      'gets a whole answer or an error for whatever an upstream of %s sends',
      async (dialect) => {
        const good = recordAnswer(dialect, ANSWER);
        await fc.assert(
          fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 5 }), async (faults) => {
            records = [damage(good, faults).toString('latin1')];
            const response = await post(client, question(client, `${dialect},m`));
            const text = await response.text().catch((error: Error) => `"error":{ cut: ${error.message}`);
            if (response.status === 200) expect(WHOLE.test(text) || FAILED.test(text), text.slice(-300)).toBe(true);
            else expect(JSON.parse(text)).toHaveProperty('error.message');
          }),
          { numRuns: WIRE_RUNS },
        );
      },
      60_000,
    );

    it('gets an error in its own shape for whatever it sends itself', async () => {
      records = recordAnswer('openai-chat', ANSWER);
      const parts = fc.record(
        {
          model: fc.oneof(fc.constant('openai-chat,m'), fc.jsonValue()),
          messages: fc.oneof(
            fc.jsonValue(),
            fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'system', 'tool'), content: fc.jsonValue() })),
          ),
          input: fc.jsonValue(),
          system: fc.jsonValue(),
          tools: fc.jsonValue(),
          tool_choice: fc.jsonValue(),
          max_tokens: fc.jsonValue(),
          thinking: fc.jsonValue(),
          output_config: fc.jsonValue(),
          metadata: fc.jsonValue(),
          reasoning: fc.jsonValue(),
          response_format: fc.jsonValue(),
          stop: fc.jsonValue(),
          stream: fc.boolean(),
        },
        { requiredKeys: ['model'] },
      );
      const body = fc.oneof(
        parts.map((value) => Buffer.from(JSON.stringify(value))),
        fc.uint8Array({ maxLength: 200 }),
      );
      await fc.assert(
        fc.asyncProperty(body, async (bytes) => {
          const response = await post(client, new Uint8Array(bytes));
          const text = await response.text();
          expect(response.status, text).not.toBe(500);
          if (response.status !== 200)
            expect(typeof (JSON.parse(text) as { error: { message: string } }).error.message).toBe('string');
        }),
        { numRuns: 3 * WIRE_RUNS },
      );
    }, 60_000);
  });

  it('leaves nothing running and nothing logged as a fault of our own', () => {
    expect(proxy.inFlight()).toBe(0);
    expect(proxy.logs.filter((line) => line.includes('in Switchyard itself'))).toEqual([]);
  });
});
