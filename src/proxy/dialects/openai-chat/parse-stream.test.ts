import { expect, it } from 'vitest';
import { createStreamParser } from './parse-stream';

function parse(...chunks: unknown[]) {
  const parser = createStreamParser();
  return chunks.flatMap((chunk) =>
    parser.push({ event: undefined, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) }),
  );
}

const call = (fields: object) => ({ choices: [{ delta: { tool_calls: [fields] } }] });

it('reads name and arguments that come in one chunk (pitfall 6)', () => {
  expect(parse(call({ index: 0, id: 'c1', function: { name: 'Read', arguments: '{"a":1}' } }))).toEqual([
    { type: 'tool-start', key: 'index 0', id: 'c1', name: 'Read' },
    { type: 'tool-arguments', key: 'index 0', json: '{"a":1}' },
  ]);
});

it('tells calls apart by id where the index is missing (pitfall 9)', () => {
  const events = parse(
    call({ id: 'c1', function: { name: 'Read', arguments: '{' } }),
    call({ function: { arguments: '}' } }),
    call({ id: 'c2', function: { name: 'Bash', arguments: '{}' } }),
  );
  expect(events.map((event) => ('key' in event ? `${event.type} ${event.key}` : event.type))).toEqual([
    'tool-start id c1',
    'tool-arguments id c1',
    'tool-arguments id c1',
    'tool-start id c2',
    'tool-arguments id c2',
  ]);
});

it('takes an error that comes as data for a failure, in its words (pitfall 56)', () => {
  expect(parse({ error: { code: 502, message: 'Provider returned error' } })).toEqual([
    { type: 'failure', message: 'Provider returned error' },
  ]);
});

it('takes a chunk that is no JSON for a failure', () => {
  expect(parse('{"choices":[')).toMatchObject([{ type: 'failure' }]);
});

it('reads reasoning under either of its names', () => {
  expect(parse({ choices: [{ delta: { reasoning: 'a' } }] }, { choices: [{ delta: { reasoning_content: 'b' } }] })).toEqual([
    { type: 'thinking', text: 'a' },
    { type: 'thinking', text: 'b' },
  ]);
});

it('takes cached tokens out of the input and clamps what cannot be (pitfall 46)', () => {
  const usage = (prompt: number, cached: number) =>
    parse({
      choices: [],
      usage: { prompt_tokens: prompt, completion_tokens: 5, prompt_tokens_details: { cached_tokens: cached } },
    });
  expect(usage(100, 80)).toMatchObject([{ usage: { input: 20, cacheRead: 80, output: 5, estimated: false } }]);
  expect(usage(100, 180)).toMatchObject([{ usage: { input: 0, cacheRead: 100 } }]);
  expect(usage(-3, 0)).toMatchObject([{ usage: { input: null } }]);
});
