import { expect, it } from 'vitest';
import { createPassthroughReader, readResponse } from './read-passthrough';

function see(...data: unknown[]) {
  const reader = createPassthroughReader();
  return data.flatMap((one) => reader.push({ event: undefined, data: typeof one === 'string' ? one : JSON.stringify(one) }));
}
const delta = (fields: object, finish: string | null = null) => ({ choices: [{ delta: fields, finish_reason: finish }] });
const signed = { type: 'reasoning.text', text: 'Hm.', signature: 'c2ln', index: 0 };

it('sees content, signatures, stop, usage and the end of a stream that passes', () => {
  expect(
    see(
      delta({ role: 'assistant', content: '' }),
      delta({ reasoning: 'Hm.', reasoning_details: [signed] }),
      delta({ content: 'Hello' }),
      delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'Read', arguments: '{}' } }] }),
      delta({}, 'tool_calls'),
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4, cost: 0.5 } },
      '[DONE]',
    ),
  ).toEqual([
    { type: 'content', characters: 3 },
    { type: 'signature', signature: 'c2ln' },
    { type: 'content', characters: 5 },
    { type: 'content', characters: 0 },
    { type: 'content', characters: 2 },
    { type: 'stop', reason: 'tool_use' },
    { type: 'usage', usage: expect.objectContaining({ input: 9, output: 4 }), reportedCost: 0.5 },
    { type: 'end' },
  ]);
});

it('sees a failure that comes as data (pitfall 56)', () => {
  expect(see({ error: { code: 429, message: 'Slow down' } }, { error: 'Odd' })).toEqual([
    { type: 'failure', errorType: 'rate_limit_error', message: 'Slow down' },
    { type: 'failure', errorType: 'api_error', message: 'Odd' },
  ]);
});

it('reads the figures of a whole answer, and knows a body that is none', () => {
  const message = { role: 'assistant', content: 'Hello', reasoning_details: [signed] };
  const body = { choices: [{ message, finish_reason: 'length' }], usage: { prompt_tokens: 9, completion_tokens: 4 } };
  expect(readResponse(body)).toEqual({
    usage: expect.objectContaining({ input: 9, output: 4 }),
    reportedCost: null,
    stopReason: 'max_tokens',
    signatures: ['c2ln'],
  });
  expect(readResponse({ ...body, usage: undefined })).toMatchObject({ usage: { input: null, estimated: true } });
  expect(readResponse({ error: { message: 'No' } })).toBeNull();
  expect(readResponse('<html>')).toBeNull();
});
