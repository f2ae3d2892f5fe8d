import { expect, it } from 'vitest';
import type { PassthroughSight } from '../dialect';
import { createPassthroughReader, readResponse } from './read-passthrough';

function read(...records: (Record<string, unknown> | string)[]): PassthroughSight[] {
  const reader = createPassthroughReader();
  return records.flatMap((record) =>
    typeof record === 'string'
      ? reader.push({ event: undefined, data: record })
      : reader.push({ event: record.type as string, data: JSON.stringify(record) }),
  );
}

const delta = (fields: object) => ({ type: 'content_block_delta', index: 0, delta: fields });

it('sees content, figures, the stop and the end', () => {
  const sights = read(
    { type: 'message_start', message: { usage: { input_tokens: 9, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    delta({ type: 'text_delta', text: 'x'.repeat(100) }),
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { cache_read_input_tokens: 80, output_tokens: 7, cost: 0.5 },
    },
    { type: 'message_stop' },
  );
  expect(sights).toMatchObject([
    { type: 'usage', usage: { input: 9, output: null }, reportedCost: null },
    { type: 'content', characters: 0 },
    { type: 'content', characters: expect.closeTo(100, -1) },
    { type: 'usage', usage: { input: 9, output: 7, cacheRead: 80 }, reportedCost: 0.5 },
    { type: 'stop', reason: 'end_turn' },
    { type: 'end' },
  ]);
});

it('sees whose reasoning it is: signatures, and what is redacted (pitfall 20)', () => {
  const sights = read(
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    delta({ type: 'signature_delta', signature: 'sig==' }),
    { type: 'content_block_start', index: 1, content_block: { type: 'redacted_thinking', data: 'enc==' } },
    { type: 'content_block_start', index: 2, content_block: { type: 'thinking', thinking: 'Hm.', signature: 'early==' } },
    delta({ type: 'text_delta', text: 'I say "signature_delta" and thinking.' }),
    delta({ type: 'signature_delta', signature: '' }),
  );
  expect(sights.filter(({ type }) => type === 'signature')).toEqual([
    { type: 'signature', signature: 'sig==' },
    { type: 'signature', signature: 'enc==' },
    { type: 'signature', signature: 'early==' },
  ]);
});

it('keeps the type of an error as it came', () => {
  const sights = read(
    { type: 'error', error: { type: 'novel_error', message: 'Hm.' } },
    { type: 'error', error: 'Odd.' },
    { type: 'error' },
  );
  expect(sights).toEqual([
    { type: 'failure', errorType: 'novel_error', message: 'Hm.' },
    { type: 'failure', errorType: 'api_error', message: 'Odd.' },
    { type: 'failure', errorType: 'api_error', message: 'no reason given' },
  ]);
});

it('reads records without an event line, in whatever order their fields are, and errors as bare data (pitfalls 50 and 56)', () => {
  expect(
    read(
      '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
      '{"index":0,"delta":{"type":"text_delta","text":"A"},"type":"content_block_delta"}',
      ' { "type" : "message_stop" }',
      '{"error":{"message":"Provider returned error"}}',
      '[DONE]',
    ).map(({ type }) => type),
  ).toEqual(['content', 'content', 'end', 'failure']);
});

it('is not thrown by fields of a wrong kind, nor by what is no JSON', () => {
  const odd = ['message_start', 'message_delta', 'content_block_start', 'content_block_delta'].flatMap((type) => [
    { type },
    { type, message: 5, delta: null, usage: 'none', content_block: [] },
    { type, message: { usage: { input_tokens: 'many', output_tokens: -1, output_tokens_details: 5 } } },
  ]);
  expect(() => read(...odd, 'no JSON', '', 'null')).not.toThrow();
});

it('reads a whole answer, and knows what is none', () => {
  const content = [
    { type: 'thinking', thinking: '', signature: 's' },
    { type: 'redacted_thinking', data: 'd' },
    { type: 'thinking', thinking: 'unsigned', signature: '' },
    { type: 'text', text: 'A' },
  ];
  const body = { content, stop_reason: 'end_turn', usage: { input_tokens: 5, output_tokens: 6, cost: 0.1 } };
  expect(readResponse(body)).toMatchObject({
    usage: { input: 5, output: 6 },
    reportedCost: 0.1,
    stopReason: 'end_turn',
    signatures: ['s', 'd'],
  });
  expect([null, 5, {}, { usage: null }, { error: {} }].map((body) => readResponse(body))).toEqual([null, null, null, null, null]);
});
