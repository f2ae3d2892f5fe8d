import { expect, it } from 'vitest';
import { DEFAULT_QUIRKS } from '../../../shared/model/quirks';
import { parseResponse } from './parse-response';

const whole = (message: object, more: object = {}) => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 4 },
  ...more,
});
const parse = (body: unknown) => parseResponse(body, DEFAULT_QUIRKS);

it('reads a whole answer as it would the stream of it', () => {
  const calls = [
    { id: 'a', type: 'function', function: { name: 'Read', arguments: '{"a":1}' } },
    { type: 'function', function: { name: 'Bash', arguments: { command: 'ls' } } },
  ];
  const annotations = [{ type: 'url_citation', url_citation: { url: 'https://a.example', title: 'A' } }];
  expect(parse(whole({ reasoning: 'Hm.', content: 'So.', tool_calls: calls, annotations }))).toEqual([
    { type: 'thinking', text: 'Hm.' },
    { type: 'text', text: 'So.' },
    { type: 'tool-start', key: 'call 0', id: 'a', name: 'Read' },
    { type: 'tool-arguments', key: 'call 0', json: '{"a":1}' },
    { type: 'tool-start', key: 'call 1', id: 'call_chatcmpl-1_2', name: 'Bash' },
    { type: 'tool-arguments', key: 'call 1', json: '{"command":"ls"}' },
    expect.objectContaining({ type: 'usage', reportedCost: null }),
    expect.objectContaining({ type: 'web-search' }),
    { type: 'stop', reason: 'end_turn' },
  ]);
});

it('reads two calls of the same id as two', () => {
  const call = { id: 'x', function: { name: 'Read', arguments: '{}' } };
  expect(parse(whole({ content: null, tool_calls: [call, call] })).filter(({ type }) => type === 'tool-start')).toHaveLength(2);
});

it('ends with a stop although the server gave no reason', () => {
  const [choice] = whole({ content: 'a' }).choices;
  expect(parse({ choices: [{ ...choice, finish_reason: null }] }).at(-1)).toEqual({ type: 'stop', reason: 'end_turn' });
});

it('reads a failure that came with status 200 (pitfall 56)', () => {
  expect(parse({ error: { code: 502, message: 'No provider' } })).toEqual([{ type: 'failure', message: 'No provider' }]);
  expect(parse(whole({ content: '' }, { choices: [{ message: {}, error: { message: 'Cut' } }] }))).toEqual([
    { type: 'failure', message: 'Cut' },
  ]);
});

it.each([null, 'text', {}, { choices: [] }, { choices: [{}] }, { choices: [{ message: 'x' }] }])(
  'says what is wrong with %j',
  (body) => {
    expect(() => parse(body)).toThrow(/no JSON object|no choice with a message/);
  },
);
