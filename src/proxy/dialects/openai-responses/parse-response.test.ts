import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { expect, it } from 'vitest';
import { parseResponse } from './parse-response';

const message = (id: string, text: string) => ({
  type: 'message',
  id,
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});
const call = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'Read', arguments: '{"a": 1}' };

it('yields what the same answer would as a stream, without an end', () => {
  const reasoning = {
    type: 'reasoning',
    id: 'rs_1',
    summary: [{ type: 'summary_text', text: 'why' }],
    encrypted_content: 'gA==',
  };
  const usage = { input_tokens: 5, output_tokens: 2 };
  expect(
    parseResponse({ status: 'completed', output: [reasoning, message('m1', 'one'), call, message('m2', 'two')], usage }),
  ).toEqual([
    { type: 'thinking', text: 'why' },
    { type: 'reasoning-state', state: { reasoning: [{ id: 'rs_1', summary: reasoning.summary, encrypted_content: 'gA==' }] } },
    { type: 'text', text: 'one' },
    { type: 'tool-start', key: 'final 2', id: 'call_1', name: 'Read' },
    { type: 'tool-arguments', key: 'final 2', json: '{"a": 1}' },
    { type: 'text', text: 'two' },
    {
      type: 'usage',
      usage: { ...UNKNOWN_USAGE, input: 5, output: 2, cacheRead: null, cacheWrite: null, reasoning: null, estimated: false },
      reportedCost: null,
    },
    { type: 'stop', reason: 'end_turn' },
  ]);
});

it('tells a response that failed, or that is not finished, as a failure', () => {
  const error = { code: 'server_error', message: 'It broke' };
  expect(parseResponse({ status: 'failed', error, output: [] })).toEqual([
    { type: 'failure', message: 'It broke', errorType: 'api_error' },
  ]);
  expect(parseResponse({ error })).toMatchObject([{ type: 'failure', message: 'It broke' }]);
  expect(parseResponse({ status: 'queued', output: [] })).toMatchObject([{ type: 'failure' }]);
});

it('throws on what is no answer', () => {
  expect(() => parseResponse('OK')).toThrow('no JSON object');
  expect(() => parseResponse({ choices: [] })).toThrow('no list of output items');
});
