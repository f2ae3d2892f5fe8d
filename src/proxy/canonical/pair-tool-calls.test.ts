import { expect, it } from 'vitest';
import { pairToolCalls } from './pair-tool-calls';

const call = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: {} });
const result = (id: string, content = `of ${id}`) => ({ type: 'tool_result', tool_use_id: id, content });
const text = (words: string) => ({ type: 'text', text: words });

it('leaves a well-formed loop as it is', () => {
  const messages = [
    { role: 'user' as const, content: [text('Go.')] },
    { role: 'assistant' as const, content: [text('Two.'), call('a'), call('b')] },
    { role: 'user' as const, content: [result('a'), result('b'), text('Then?')] },
  ];
  expect(pairToolCalls(messages)).toEqual(messages);
});

it('puts results into the order of their calls, before all else', () => {
  const paired = pairToolCalls([
    { role: 'assistant', content: [call('a'), call('b')] },
    { role: 'user', content: [text('Here.'), result('b'), result('a')] },
  ]);
  expect(paired[1]?.content).toEqual([result('a'), result('b'), text('Here.')]);
});

it('makes text of a result whose call is gone, images and all (pitfall 40)', () => {
  const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };
  const orphan = { type: 'tool_result', tool_use_id: 'gone', content: [text('a file'), image] };
  expect(pairToolCalls([{ role: 'user', content: [orphan, text('Go on.')] }])).toEqual([
    { role: 'user', content: [text('(Result of an earlier tool call.)'), text('a file'), image, text('Go on.')] },
  ]);
});

it.each([
  ['at the end', []],
  ['before another turn of the assistant', [{ role: 'assistant' as const, content: 'Next.' }]],
  ['before a message that answers something else', [{ role: 'user' as const, content: 'Never mind.' }]],
])('gives a call without a result an error for one, %s (pitfall 40)', (_where, after) => {
  const paired = pairToolCalls([{ role: 'assistant', content: [call('a')] }, ...after]);
  expect(paired[1]?.role).toBe('user');
  expect(paired[1]?.content[0]).toMatchObject({ type: 'tool_result', tool_use_id: 'a', is_error: true });
  expect(JSON.stringify(paired)).toContain(after[0]?.content ?? '');
});

it('moves a system message that stands between a call and its result behind it', () => {
  const paired = pairToolCalls([
    { role: 'assistant', content: [call('a')] },
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [result('a')] },
  ]);
  expect(paired.map(({ role }) => role)).toEqual(['assistant', 'user', 'system']);
});

it('joins messages of one speaker, so that results in the second of them are found', () => {
  const paired = pairToolCalls([
    { role: 'assistant', content: [call('a')] },
    { role: 'assistant', content: [call('b')] },
    { role: 'user', content: [result('a')] },
    { role: 'user', content: [result('b')] },
  ]);
  expect(paired).toEqual([
    { role: 'assistant', content: [call('a'), call('b')] },
    { role: 'user', content: [result('a'), result('b')] },
  ]);
});

it('gives two calls of one id a result each', () => {
  const paired = pairToolCalls([
    { role: 'assistant', content: [call('a'), call('a')] },
    { role: 'user', content: [result('a', 'first'), result('a', 'second')] },
  ]);
  expect(paired[1]?.content).toEqual([result('a', 'first'), result('a', 'second')]);
});

it('does not change what it was given', () => {
  const messages = [
    { role: 'user' as const, content: [text('One.')] },
    { role: 'user' as const, content: [text('Two.')] },
  ];
  pairToolCalls(messages);
  expect(messages[0]?.content).toEqual([text('One.')]);
});
