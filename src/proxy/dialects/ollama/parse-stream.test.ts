import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { expect, it } from 'vitest';
import type { UpstreamEvent } from '../../canonical/response';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

function parse(...lines: unknown[]): UpstreamEvent[] {
  const parser = createStreamParser();
  return lines.flatMap((line) => parser.push({ event: undefined, data: typeof line === 'string' ? line : JSON.stringify(line) }));
}

const message = (fields: object, created_at = '2026-09-17T15:42:59.5670387Z') => ({
  model: 'qwen3:8b',
  created_at,
  message: { role: 'assistant', content: '', ...fields },
  done: false,
});
const call = (name: string, input: unknown, id?: string) => ({
  ...(id && { id }),
  function: { index: 0, name, arguments: input },
});
const ids = (events: UpstreamEvent[]) => events.flatMap((event) => (event.type === 'tool-start' ? [event.id] : []));

it('reads thinking, text, figures and the end of a recorded stream', () => {
  expect(
    parse(
      message({ thinking: 'Hm' }),
      message({ content: 'Hello' }),
      message({ content: '.' }),
      '{"model":"llama3.2:1b","created_at":"2026-09-17T15:42:59.7420965Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":30258609300,"load_duration":19906358300,"prompt_eval_count":29,"prompt_eval_cached_count":0,"prompt_eval_duration":10175903000,"eval_count":3,"eval_duration":173639000}',
    ),
  ).toEqual([
    { type: 'thinking', text: 'Hm' },
    { type: 'text', text: 'Hello' },
    { type: 'text', text: '.' },
    {
      type: 'usage',
      usage: { ...UNKNOWN_USAGE, input: 29, output: 3, cacheRead: 0, cacheWrite: null, reasoning: null, estimated: false },
      reportedCost: null,
    },
    { type: 'stop', reason: 'end_turn' },
    { type: 'end' },
  ]);
});

it('reads whole calls, several in a line or in lines of their own, their arguments as one JSON each (pitfall 5)', () => {
  const events = parse(
    message({ tool_calls: [call('Read', { path: '/ä "b"\n' }, 'call_1'), call('Bash', {}, 'call_2')] }),
    message({ tool_calls: [call('Read', { path: '/c', deep: { list: [1, null] } }, 'call_3')] }),
  );
  expect(events).toEqual([
    { type: 'tool-start', key: 'call 1', id: 'call_1', name: 'Read' },
    { type: 'tool-arguments', key: 'call 1', json: '{"path":"/ä \\"b\\"\\n"}' },
    { type: 'tool-start', key: 'call 2', id: 'call_2', name: 'Bash' },
    { type: 'tool-arguments', key: 'call 2', json: '{}' },
    { type: 'tool-start', key: 'call 3', id: 'call_3', name: 'Read' },
    { type: 'tool-arguments', key: 'call 3', json: '{"path":"/c","deep":{"list":[1,null]}}' },
  ]);
});

it('passes arguments that are text as the model wrote them, and takes missing ones for none', () => {
  const events = parse(message({ tool_calls: [call('Bash', '{"command": "ls"'), call('Ping', null)] }));
  expect(events.filter(({ type }) => type === 'tool-arguments')).toMatchObject([{ json: '{"command": "ls"' }, { json: '{}' }]);
});

it('makes ids where the server gives none: no two alike in an answer, nor for the same call in another turn', () => {
  const turn = (second: string) => {
    const time = `2026-09-17T15:42:${second}.5670387Z`;
    return ids(
      parse(
        message({ tool_calls: [call('Bash', {}), call('Bash', {})] }, time),
        message({ tool_calls: [call('Bash', {})] }, time),
      ),
    );
  };
  const made = [...turn('01'), ...turn('02')];
  expect(new Set(made).size).toBe(6);
  for (const id of made) expect(id).toMatch(/^call_[a-z0-9]{9}_\d$/);
  expect(turn('01')).toEqual(made.slice(0, 3));
});

it('says that the turn ended, whatever was called: the reason is "stop" then too (pitfall 10)', () => {
  const events = parse(message({ tool_calls: [call('Bash', {})] }), { ...message({}), done: true, done_reason: 'stop' });
  expect(events.slice(-2)).toEqual([{ type: 'stop', reason: 'end_turn' }, { type: 'end' }]);
});

it.each([
  ['length', 'max_tokens'],
  ['stop', 'end_turn'],
  ['something new', 'end_turn'],
  [undefined, 'end_turn'],
])('reads the done reason "%s" as %s', (done_reason, reason) => {
  expect(parse({ done: true, done_reason })).toEqual([{ type: 'stop', reason }, { type: 'end' }]);
});

it.each(['load', 'unload'])('takes an answer that only tells of the model (%s) for a failure', (done_reason) => {
  expect(parse({ message: { content: '' }, done: true, done_reason })).toMatchObject([{ type: 'failure' }]);
});

it('takes cached tokens out of the input (pitfall 46), and a missing count for unknown, never for none', () => {
  const usage = (figures: object) => parse({ done: true, done_reason: 'stop', ...figures })[0];
  expect(usage({ prompt_eval_count: 900, prompt_eval_cached_count: 850, eval_count: 5 })).toMatchObject({
    usage: { input: 50, cacheRead: 850, output: 5, estimated: false },
  });
  expect(usage({ prompt_eval_count: 10, prompt_eval_cached_count: 12, eval_count: 5 })).toMatchObject({
    usage: { input: 0, cacheRead: 10 },
  });
  expect(usage({ eval_count: 5 })).toMatchObject({ usage: { input: null, cacheRead: null, output: 5 } });
  expect(usage({ prompt_eval_count: 0, eval_count: 5 })).toMatchObject({ usage: { input: null } });
  expect(usage({ prompt_eval_count: 'many' })).toEqual({ type: 'stop', reason: 'end_turn' });
});

it('takes a line with an error for a failure in its words, whatever came before', () => {
  expect(parse(message({ content: 'Yes' }), { error: 'an error was encountered while running the model' })).toEqual([
    { type: 'text', text: 'Yes' },
    { type: 'failure', message: 'an error was encountered while running the model' },
  ]);
  expect(parse({ error: { message: 'model runner has stopped' } })).toEqual([
    { type: 'failure', message: 'model runner has stopped' },
  ]);
});

it.each(['{"message":{"content":"cut', '', 'null', '7', '[]', '"text"'])(
  'takes the line %j for a failure, never for nothing',
  (line) => {
    expect(parse(line)).toMatchObject([{ type: 'failure' }]);
  },
);

it('passes over wrong types and fields that it does not know', () => {
  const odd = [
    { message: null, done: false },
    { message: 'text', done: 'yes' },
    { message: { content: 5, thinking: null, tool_calls: { a: 1 } } },
    { message: { content: null, tool_calls: [null, 3, {}, { function: null }, { function: { name: 4 } }] } },
    { message: { images: [], logprobs: [] }, remote_model: 'x' },
  ];
  expect(parse(...odd)).toEqual([]);
});

it('never says that an answer ended which the server did not end', () => {
  expect(parse(message({ content: 'Hello' })).map(({ type }) => type)).toEqual(['text']);
});

it('reads a whole answer as it reads a stream, but for the end', () => {
  const body = {
    model: 'qwen3:8b',
    created_at: '2024-07-22T20:33:28.123648Z',
    message: { role: 'assistant', content: 'Look.', thinking: 'Hm.', tool_calls: [call('Read', { path: '/a' }, 'call_1')] },
    done_reason: 'stop',
    done: true,
    prompt_eval_count: 122,
    eval_count: 33,
  };
  expect(parseResponse(body)).toEqual(parse(body).filter(({ type }) => type !== 'end'));
  expect(parseResponse(body).at(-1)).toEqual({ type: 'stop', reason: 'end_turn' });
});

it('says what is wrong with a body that is no answer', () => {
  expect(() => parseResponse({ message: { content: 'Hello' }, done: false })).toThrow('does not say that it is done');
  expect(() => parseResponse({ choices: [] })).toThrow('does not say that it is done');
  expect(parseResponse({ error: 'model not loaded' })).toEqual([{ type: 'failure', message: 'model not loaded' }]);
  expect(parseResponse('<html>')).toMatchObject([{ type: 'failure' }]);
});
