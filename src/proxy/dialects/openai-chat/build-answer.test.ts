import { expect, it } from 'vitest';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { collectAnswer } from '../../canonical/collect-answer';
import { createStreamNormaliser } from '../../canonical/normalise-stream';
import type { UpstreamEvent } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';
import { buildOpenaiError as buildError } from '../openai-error';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { parseRequest } from './parse-request';

const OPTIONS = { seal: () => 'envelope', names: { toClient: (name: string) => name } };
const USAGE = { ...UNKNOWN_USAGE, input: 10, cacheRead: 5, cacheWrite: 3, output: 7, reasoning: 2, estimated: false };

function labels(more: object = {}): AnswerLabels {
  const request = parseRequest({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...more });
  return { requestId: 'req_1', model: 'm', createdAt: 1_760_000_000, request };
}

const EVENTS: UpstreamEvent[] = [
  { type: 'thinking', text: 'Hm. ' },
  { type: 'thinking', text: 'So.' },
  { type: 'text', text: 'I read.' },
  { type: 'tool-start', key: '1', id: 'a', name: 'Read' },
  { type: 'tool-arguments', key: '1', json: '{"x":' },
  { type: 'tool-arguments', key: '1', json: '1}' },
  { type: 'tool-start', key: '2', id: 'b', name: 'Now' },
  {
    type: 'web-search',
    search: { id: 's', query: '', errorCode: null, results: [{ url: 'https://a.example', title: 'A', pageAge: null }] },
  },
  { type: 'text', text: 'Done.' },
  { type: 'stop', reason: 'end_turn' },
  { type: 'usage', usage: USAGE, reportedCost: null },
];

function stream(more: object = {}) {
  const builder = createStreamBuilder(labels(more));
  const normaliser = createStreamNormaliser(OPTIONS);
  const blocks = [...EVENTS.flatMap((event) => normaliser.push(event)), ...normaliser.finish()];
  const text = builder.start(10) + blocks.map((event) => builder.block(event)).join('') + builder.end(USAGE);
  const records = text.split('\n\n').filter((record) => record !== '');
  expect(records.every((record) => record.startsWith('data: '))).toBe(true);
  expect(records.at(-1)).toBe('data: [DONE]');
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return records.slice(0, -1).map((record) => JSON.parse(record.slice(6)) as any);
}

it('writes a whole answer', () => {
  const answer = collectAnswer(EVENTS, OPTIONS);
  expect(buildResponse(answer, labels())).toEqual({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'm',
    choices: [
      {
        index: 0,
        logprobs: null,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: 'I read.\n\nDone.',
          refusal: null,
          reasoning_content: 'Hm. So.',
          reasoning_details: [{ type: 'reasoning.encrypted', data: 'envelope', id: null, format: 'unknown', index: 0 }],
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'Read', arguments: '{"x":1}' } },
            { id: 'b', type: 'function', function: { name: 'Now', arguments: '{}' } },
          ],
          annotations: [
            { type: 'url_citation', url_citation: { url: 'https://a.example', title: 'A', start_index: 0, end_index: 0 } },
          ],
        },
      },
    ],
    usage: {
      prompt_tokens: 18,
      completion_tokens: 7,
      total_tokens: 25,
      prompt_tokens_details: { cached_tokens: 5, cache_write_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
  });
});

it('streams the same answer, with calls counted by themselves (pitfall 15)', () => {
  const chunks = stream();
  const deltas = chunks.map(({ choices }) => choices[0].delta);
  expect(deltas[0]).toEqual({ role: 'assistant', content: '', refusal: null });
  expect(deltas.map(({ content }) => content ?? '').join('')).toBe('I read.\n\nDone.');
  expect(deltas.map(({ reasoning_content: text }) => text ?? '').join('')).toBe('Hm. So.');
  expect(deltas.flatMap(({ reasoning_details: details }) => details ?? [])).toMatchObject([{ data: 'envelope', index: 0 }]);
  expect(deltas.flatMap(({ annotations }) => annotations ?? [])).toHaveLength(1);
  const pieces = deltas.flatMap(({ tool_calls: calls }) => calls ?? []);
  expect(pieces.filter(({ id }) => id !== undefined)).toEqual([
    { index: 0, id: 'a', type: 'function', function: { name: 'Read', arguments: '' } },
    { index: 1, id: 'b', type: 'function', function: { name: 'Now', arguments: '' } },
  ]);
  const json = (index: number) =>
    pieces
      .filter((piece) => piece.index === index)
      .map((piece) => piece.function.arguments)
      .join('');
  expect([json(0), json(1)]).toEqual(['{"x":1}', '{}']);
  expect(chunks.map(({ choices }) => choices[0].finish_reason).filter(Boolean)).toEqual(['tool_calls']);
  expect(new Set(chunks.map(({ id, object, model }) => `${id} ${object} ${model}`))).toEqual(
    new Set(['chatcmpl-1 chat.completion.chunk m']),
  );
});

it('tells usage in the stream only to a client that asks for it', () => {
  expect(JSON.stringify(stream())).not.toContain('usage');
  const chunks = stream({ stream_options: { include_usage: true } });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 18, total_tokens: 25 } });
  expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
});

it('pings with a comment, and ends a failed stream with an error that clients throw', () => {
  const builder = createStreamBuilder(labels());
  expect(builder.ping()).toBe(': ping\n\n');
  expect(builder.error('overloaded_error', 'Overloaded')).toBe(
    'data: {"error":{"message":"Overloaded","type":"server_error","code":"server_is_overloaded","param":null}}\n\n',
  );
});

it.each([
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content_filter'],
  ['stop_sequence', 'stop'],
  ['pause_turn', 'stop'],
] as const)('calls the stop reason %s "%s"', (reason, finish) => {
  const answer = collectAnswer(
    [
      { type: 'text', text: 'a' },
      { type: 'stop', reason },
    ],
    OPTIONS,
  );
  expect(buildResponse(answer, labels())).toMatchObject({ choices: [{ finish_reason: finish, message: { content: 'a' } }] });
});

it('gives an error the code by which clients know that they must compact', () => {
  expect(buildError('request_too_large', 'Too long')).toEqual({
    error: { message: 'Too long', type: 'invalid_request_error', code: 'context_length_exceeded', param: null },
  });
});
