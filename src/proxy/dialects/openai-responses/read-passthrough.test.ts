import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { expect, it } from 'vitest';
import type { PassthroughSight } from '../dialect';
import { createPassthroughReader, readResponse } from './read-passthrough';

function see(...events: object[]): PassthroughSight[] {
  const reader = createPassthroughReader();
  return events.flatMap((event) =>
    reader.push({ event: 'type' in event ? String(event.type) : undefined, data: JSON.stringify(event) }),
  );
}

const usage = { input_tokens: 100, input_tokens_details: { cached_tokens: 60 }, output_tokens: 9, cost: 0.02 };
const counted = {
  usage: { ...UNKNOWN_USAGE, input: 40, output: 9, cacheRead: 60, cacheWrite: null, reasoning: null, estimated: false },
  reportedCost: 0.02,
};
const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gA==' };
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };

it('holds an answer back until its first item, so that another target can still take over', () => {
  expect(see({ type: 'response.created' }, { type: 'response.in_progress' })).toEqual([]);
  expect(see({ type: 'response.output_item.added' })).toEqual([{ type: 'content', characters: 0 }]);
});

it('counts deltas without reading them', () => {
  const delta = 'x'.repeat(1000);
  const [sight] = see({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta });
  expect(sight).toMatchObject({ type: 'content' });
  expect(sight?.type === 'content' && sight.characters).toBeGreaterThan(800);
  expect(createPassthroughReader().push({ event: 'response.output_text.delta', data: 'no JSON' })).toEqual([
    { type: 'content', characters: 0 },
  ]);
});

it('tells the signatures on reasoning, which only the model that made it takes back (pitfall 28)', () => {
  expect(
    see(
      ...[reasoning, call, { ...reasoning, encrypted_content: null }].map((item) => ({
        type: 'response.output_item.done',
        item,
      })),
    ),
  ).toEqual([{ type: 'signature', signature: 'gA==' }]);
});

it.each([
  ['response.completed', { status: 'completed', output: [] }, 'end_turn'],
  ['response.completed', { status: 'completed', output: [reasoning, call] }, 'tool_use'],
  ['response.incomplete', { incomplete_details: { reason: 'max_output_tokens' }, output: [call] }, 'max_tokens'],
])('reads usage, stop and end of %s with %j', (type, response, reason) => {
  expect(see({ type, response: { ...response, usage } })).toEqual([
    { type: 'usage', ...counted },
    { type: 'stop', reason },
    { type: 'end' },
  ]);
});

it.each([
  [{ type: 'error', code: 'server_is_overloaded', message: 'Busy' }, 'overloaded_error'],
  [
    { type: 'response.failed', response: { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'Busy' } } },
    'rate_limit_error',
  ],
  [{ error: { code: 400, message: 'Busy' } }, 'invalid_request_error'],
])('tells the failure %j in its words, and no end', (event, errorType) => {
  expect(see(event)).toEqual([{ type: 'failure', errorType, message: 'Busy' }]);
});

it('reads records whose event name is missing (pitfall 50)', () => {
  const reader = createPassthroughReader();
  const push = (event: object) => reader.push({ event: undefined, data: JSON.stringify(event) });
  expect(push({ type: 'response.output_text.delta', delta: 'x' })).toEqual([{ type: 'content', characters: 0 }]);
  expect(push({ response: { output: [], usage }, type: 'response.completed' })).toContainEqual({ type: 'end' });
});

it('makes nothing of a record that is broken or unknown', () => {
  const reader = createPassthroughReader();
  expect(reader.push({ event: undefined, data: '{"type":' })).toEqual([]);
  expect(reader.push({ event: 'response.output_item.done', data: '"encrypted_content" and no JSON' })).toEqual([]);
  expect(reader.push({ event: 'keepalive', data: '{}' })).toEqual([]);
});

it('reads a whole answer', () => {
  expect(readResponse({ status: 'completed', output: [reasoning, call], usage })).toEqual({
    ...counted,
    stopReason: 'tool_use',
    signatures: ['gA=='],
  });
  expect(readResponse({ status: 'completed', output: [] })).toMatchObject({ usage: { input: null, estimated: true } });
});

it('takes an error, a failed answer and other bodies for no answer', () => {
  expect(readResponse({ error: { message: 'x' } })).toBeNull();
  expect(readResponse({ status: 'failed', error: { message: 'x' }, output: [] })).toBeNull();
  expect(readResponse('OK')).toBeNull();
});
