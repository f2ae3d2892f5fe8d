import { expect, it } from 'vitest';
import { readErrorMessage } from './read-error-message';

const raw = JSON.stringify({ error: { message: 'prompt is too long' } });

it.each([
  [{ error: { message: 'No such model', type: 'x', code: null } }, 'No such model'],
  [[{ error: { message: 'No such model' } }], 'No such model'],
  [{ error: 'No such model' }, 'No such model'],
  [{ code: 'InvalidParameter', message: 'No such model', request_id: '1' }, 'No such model'],
  [
    {
      object: 'error',
      message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'store'], msg: 'Extra inputs are not permitted' }] },
    },
    'body.store: Extra inputs are not permitted',
  ],
  [{ detail: 'Not Found' }, 'Not Found'],
  [
    { error: { code: 400, message: 'Provider returned error', metadata: { raw, provider_name: 'x' } } },
    'Provider returned error: prompt is too long',
  ],
  [{ error: { message: 'Provider returned error', metadata: { raw: 7 } } }, 'Provider returned error'],
])('finds the sentence in %j', (body, sentence) => {
  expect(readErrorMessage(JSON.stringify(body))).toBe(sentence);
});

it.each(['', '  ', '<html>Bad gateway</html>', '{}', '{"error":{}}', '[]', 'null', '{"error":{"metadata":null}}', '7'])(
  'finds none in %j',
  (body) => {
    expect(readErrorMessage(body)).toBeNull();
  },
);

it('takes plain text as it is, in one line and not too long', () => {
  expect(readErrorMessage('no\n  route')).toBe('no route');
  expect(readErrorMessage('x'.repeat(700))).toHaveLength(601);
});
