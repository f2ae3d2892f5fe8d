import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { UpstreamDialect } from '../../../shared/model/provider';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { PIXEL } from '../judges/start-judged-proxy';
import { ToldFailure, type Answer, type Question } from './client';
import {
  CASES,
  INTERLEAVED,
  INTERLEAVED_CALLS,
  LONG_WORDS,
  LOOP,
  NASTY,
  REDACTED,
  redactedRecords,
  REPLAYED,
  STOPS,
  TOOLS,
  WIRES,
  WORDS,
} from './contract-cases';
import { clients, startStand, UPSTREAMS, type Stand } from './start-stand';

/** Every client before every upstream is held to the same. What a dialect cannot carry stands as data, with the reason, in contract-cases.ts. */
let stand: Stand;
beforeAll(async () => {
  stand = await startStand(Object.values(UPSTREAMS));
});
afterAll(() => stand.stop());

const pairs = ClientDialect.options.flatMap((client) => UpstreamDialect.options.map((upstream) => ({ client, upstream })));

describe.each(pairs)('$client before $upstream', ({ client: dialect, upstream }) => {
  const client = clients[dialect];
  const id = UPSTREAMS[upstream];

  function ask(answer: FakeAnswer | FakeAnswer[], question?: Question, stream = true): Promise<Answer> {
    if (!Array.isArray(answer)) stand.play(id, answer);
    return stand.ask(client, id, question, { stream });
  }

  describe.each([true, false])('streaming: %s', (stream) => {
    it.each(CASES)('$name', async ({ question, answer, expected }) => {
      const { calls, ...rest } = expected;
      const given = await ask(answer, question, stream);
      expect(given).toMatchObject(rest);
      if (calls) expect(given.calls.map(({ name, json }) => ({ name, input: JSON.parse(json) as unknown }))).toEqual(calls);
      expect(new Set(given.calls.map((call) => call.id)).size).toBe(given.calls.length);
    });

    it.each(['refusal', 'stop_sequence'] as const)('an answer that stopped by %s', async (stopReason) => {
      const { upstream: words, without } = STOPS[stopReason];
      const { stop, text } = await ask({ blocks: [{ type: 'text', text: 'No' }], stopReason }, { stop: ['END'] }, stream);
      expect(text).toBe('No');
      // Only the Messages API has a word of its own for a stop sequence.
      const toldAs = stopReason === 'refusal' ? 'refusal' : dialect === 'anthropic-messages' ? 'stop-sequence' : 'end';
      expect(stop).toBe(words[upstream] === true ? toldAs : without);
    });

    it('takes a tool loop back, with the reasoning as its maker wants to see it', async () => {
      stand.play(id, (_request, count) => (count === 1 ? LOOP : { blocks: [{ type: 'text', text: WORDS }] }));
      const question: Question = { tools: TOOLS, effort: 'high', turns: [{ role: 'user', text: 'Read both.' }] };
      const first = await stand.ask(client, id, question, { stream });
      expect(first.calls).toHaveLength(2);
      const results = first.calls.map((call, index) => ({ id: call.id, text: `Result ${index}.` }));
      const turns: Question['turns'] = [
        { role: 'user', text: 'Read both.' },
        { role: 'assistant', answer: first },
        { role: 'results', results },
      ];
      const second = await stand.ask(client, id, { ...question, turns }, { stream });
      expect(second.text).toBe(WORDS);
      const body = stand.seen(id).rawBody.toString();
      expect(body).toContain(REPLAYED[upstream]);
      expect(body.indexOf('Result 0.')).toBeLessThan(body.indexOf('Result 1.'));
      expect(body).not.toContain('switchyard.1.');
    });

    it('takes an answer that is none for a failure', async () => {
      const nothing: FakeAnswer = stream ? { records: [] } : { error: { status: 200, body: '' } };
      await expect(ask(nothing, undefined, stream)).rejects.toMatchObject({ status: 502 });
    });

    it('tells of a refusal in the words of the upstream', async () => {
      const error = { status: 429, body: { error: { message: 'Slow down, please.' } } };
      await expect(ask({ error }, undefined, stream)).rejects.toThrow('Slow down, please.');
    });
  });

  it.each(WIRES)('a stream with $name', async ({ change }) => {
    const answer: FakeAnswer = {
      blocks: [
        { type: 'thinking', thinking: 'Möbius.' },
        { type: 'text', text: WORDS },
        { type: 'tool_use', id: 'call_a1', name: 'Read', input: NASTY },
      ],
      onWire: (records) => change(records, upstream !== 'ollama'),
    };
    const given = await ask(answer, { tools: TOOLS, effort: 'high' });
    expect(given).toMatchObject({ text: WORDS, thinking: 'Möbius.', stop: 'tools', calls: [{ name: 'Read' }] });
    expect(JSON.parse(given.calls[0]?.json ?? '')).toEqual(NASTY);
  });

  it('parallel calls whose pieces interleave', async () => {
    const records = INTERLEAVED[upstream];
    if (typeof records === 'string') return expect(records).toMatch(/forbids|whole/);
    const { calls, stop } = await ask({ records }, { tools: TOOLS });
    expect(calls.map(({ name, json }) => ({ name, input: JSON.parse(json) as unknown }))).toEqual(INTERLEAVED_CALLS);
    expect(stop).toBe('tools');
  });

  it('images, in a message and in the result of a tool', async () => {
    stand.play(id, (_request, count) => (count === 1 ? LOOP : {}));
    const turns: Question['turns'] = [{ role: 'user', text: 'What is this?', image: PIXEL }];
    const answer = await stand.ask(client, id, { tools: TOOLS, effort: 'high', turns });
    const results = answer.calls.map((call) => ({ id: call.id, text: 'A picture.', image: PIXEL }));
    await stand.ask(client, id, {
      tools: TOOLS,
      effort: 'high',
      turns: [...turns, { role: 'assistant', answer }, { role: 'results', results }],
    });
    expect(stand.seen(id).rawBody.toString().split(PIXEL)).toHaveLength(4);
  });

  it.each([
    ['error', 'Overloaded'],
    ['cut', ''],
    ['end', ''],
  ] as const)('a stream that breaks off by %s is a failure, never an end', async (kind, words) => {
    const failure = await ask({
      blocks: [{ type: 'text', text: LONG_WORDS }],
      pieceSize: 4,
      fault: { afterRecords: 9, kind },
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ToldFailure);
    expect(failure).toMatchObject({ status: 200, message: expect.stringContaining(words) });
  });
});

describe.each(ClientDialect.options)('redacted thinking, which anthropic-messages alone has, before %s', (dialect) => {
  it('goes back as it came', async () => {
    const client = clients[dialect];
    stand.play('anthropic', (_request, count) => (count === 1 ? { records: redactedRecords() } : {}));
    const turns: Question['turns'] = [{ role: 'user', text: 'Read it.' }];
    const answer = await stand.ask(client, 'anthropic', { tools: TOOLS, effort: 'high', turns });
    const results = answer.calls.map((call) => ({ id: call.id, text: 'It is empty.' }));
    await stand.ask(client, 'anthropic', {
      tools: TOOLS,
      effort: 'high',
      turns: [...turns, { role: 'assistant', answer }, { role: 'results', results }],
    });
    expect(stand.seen('anthropic').body.messages[1].content[0]).toEqual({ type: 'redacted_thinking', data: REDACTED });
  });
});
