import { expect, it } from 'vitest';
import { EMPTY_REQUEST, type CanonicalMessage } from '../canonical/request';
import { findImageMark } from './find-image-mark';

const IMAGE = { type: 'image' as const, source: { type: 'url' as const, url: 'https://images.example/1.png' } };
const find = (...messages: CanonicalMessage[]) => findImageMark({ request: { ...EMPTY_REQUEST, messages }, headers: {} });

it('finds an image of the user, of a tool and of an earlier turn', () => {
  const hello: CanonicalMessage = { role: 'user', content: 'Hello.' };
  expect(find({ role: 'user', content: [IMAGE] })).toBe('It holds an image');
  expect(find({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [IMAGE] }] })).toBe(
    'It holds an image',
  );
  expect(find({ role: 'user', content: [IMAGE] }, { role: 'assistant', content: 'I see.' }, hello)).toBe('It holds an image');
  expect(find(hello, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'image' }] })).toBeNull();
});
