import { expect, it } from 'vitest';
import { guessDialect } from './guess-dialect';

const guess = (request: object) => guessDialect(JSON.stringify({ model: 'm', ...request }));
const USER = { role: 'user', content: 'Hello' };

it('knows each dialect by its fields', () => {
  expect(guess({ max_tokens: 9, messages: [USER] })).toBe('anthropic-messages');
  expect(guess({ system: 'Be brief.', messages: [USER] })).toBe('anthropic-messages');
  expect(guess({ messages: [USER] })).toBe('openai-chat');
  expect(guess({ max_tokens: 9, messages: [{ role: 'system', content: 'Be brief.' }, USER] })).toBe('openai-chat');
  expect(guess({ max_tokens: 9, messages: [USER], tools: [{ type: 'function', function: { name: 'f' } }] })).toBe('openai-chat');
  expect(guess({ max_tokens: 9, messages: [USER], tools: [{ name: 'f', input_schema: {} }] })).toBe('anthropic-messages');
  expect(guess({ input: 'Hello' })).toBe('openai-responses');
});

it('takes what it cannot read for a Messages request, whose reader then names the fault', () => {
  for (const text of ['', '{', '[]', 'null', '{"messages":']) expect(guessDialect(text)).toBe('anthropic-messages');
});
