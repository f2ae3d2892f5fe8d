import { expect, it } from 'vitest';
import { EMPTY_DRAFT, EMPTY_FORM, toExplainInput, type RequestForm } from './explain-draft';

const ofForm = (form: Partial<RequestForm>) => toExplainInput({ ...EMPTY_DRAFT, way: 'form', form: { ...EMPTY_FORM, ...form } });

it('says what is missing before there is something to explain', () => {
  expect(toExplainInput(EMPTY_DRAFT)).toEqual({ kind: 'incomplete', why: 'Choose one of the last requests.' });
  expect(toExplainInput({ ...EMPTY_DRAFT, way: 'paste', body: ' \n' })).toMatchObject({ kind: 'incomplete' });
});

it('reads headers by their lines and refuses one that is none', () => {
  const paste = { ...EMPTY_DRAFT, way: 'paste', body: '{"input":"Hello"}' } as const;
  expect(toExplainInput({ ...paste, headers: 'user-agent: claude-cli/2\n\nX-Url: http://a:1' })).toEqual({
    kind: 'request',
    clientDialect: 'openai-responses',
    body: '{"input":"Hello"}',
    headers: { 'user-agent': 'claude-cli/2', 'X-Url': 'http://a:1' },
  });
  expect(toExplainInput({ ...paste, headers: 'no header' })).toMatchObject({
    kind: 'incomplete',
    why: '"no header" is no header. Write one "Name: value" a line.',
  });
  expect(toExplainInput({ ...paste, dialect: 'openai-chat' })).toMatchObject({ clientDialect: 'openai-chat' });
});

it('leaves to the proxy what the form does not say', () => {
  expect(ofForm({})).toEqual({ kind: 'form', summary: { marks: {}, tools: [], hasImage: false, lastText: '' } });
});

it('takes figures with separators, tools by their names, and marks', () => {
  expect(ofForm({ model: ' opus ', tokens: '72,340', tools: 'Bash, Edit Read', image: true, mark: 'think' })).toMatchObject({
    summary: {
      requestedModel: 'opus',
      inputTokens: 72_340,
      tools: ['Bash', 'Edit', 'Read'],
      hasImage: true,
      marks: { think: 'The form marks it so', image: 'The form marks it so' },
    },
  });
  expect(ofForm({ tokens: 'many' })).toEqual({ kind: 'incomplete', why: '"many" is no number of tokens.' });
});
