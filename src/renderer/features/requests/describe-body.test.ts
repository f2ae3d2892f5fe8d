import { expect, it } from 'vitest';
import type { KeptBody } from '../../../shared/model/bodies';
import { cutRows, describeBody, indentJson } from './describe-body';

const BODY: KeptBody = {
  kind: 'client-request',
  attempt: null,
  contentType: null,
  text: '',
  size: 1_200_000,
  kept: 1_200_000,
  redacted: 0,
};

it('says how large a body is, what of it is kept, what was redacted, and where it lies', () => {
  expect(describeBody(BODY, 'ledger')).toBe('1.2 MB · from the ledger');
  expect(describeBody({ ...BODY, kept: 1_000_000, redacted: 2 }, 'memory')).toBe(
    '1.2 MB, 1.0 MB of it kept: the beginning and the end · 2 redacted · from memory, gone with the next start',
  );
});

it('indents JSON, and nothing else', () => {
  expect(indentJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(indentJson('data: {"a":1}')).toBeNull();
  expect(indentJson('{"cut":')).toBeNull();
});

it('lays a text out in rows and loses nothing of it', () => {
  const text = `short\n\n${'x'.repeat(1_500)}\nend`;
  expect(cutRows(text).map(({ length }) => length)).toEqual([5, 0, 600, 600, 300, 3]);
  expect(cutRows(text).join('')).toBe(text.replaceAll('\n', ''));
});
