import { expect, it } from 'vitest';
import { describeOverflow, readContextOverflow } from './context-overflow';

it.each([
  ['prompt is too long: 210000 tokens > 200000 maximum', 210000, 200000],
  [
    "This model's maximum context length is 8192 tokens. However, you requested 8204 tokens (4204 in the messages, 4000 in the completion).",
    8204,
    8192,
  ],
  ['The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).', 1200000, 1048576],
  ['Your request exceeded model token limit: 131072 (requested: 140000)', 140000, 131072],
  ['Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length', 40000, 32768],
  ["This model's maximum prompt length is 131,072 but the request contains 140,000 tokens.", 140000, 131072],
  ['qwen3-235b: the request exceeds the available context size', null, null],
  ['Your input exceeds the context window of this model. Please adjust your input and try again.', null, null],
])('reads an overflow out of "%s"', (words, sent, limit) => {
  expect(readContextOverflow(words)).toEqual({ sent, limit });
});

it.each(['max_tokens: must be at least 1', 'The model gpt-99 does not exist', 'Rate limit reached for 100000 tokens per minute'])(
  'takes "%s" for something else',
  (words) => {
    expect(readContextOverflow(words)).toBeNull();
  },
);

it('says it in the words on which Claude Code compacts, with our own figures where the server gives none', () => {
  expect(describeOverflow({ sent: 210000, limit: 200000 }, 1, undefined)).toBe(
    'prompt is too long: 210000 tokens > 200000 maximum',
  );
  expect(describeOverflow({ sent: null, limit: null }, 9000, 8192)).toBe('prompt is too long: 9000 tokens > 8192 maximum');
  expect(describeOverflow({ sent: null, limit: null }, 9000, undefined)).toBe('prompt is too long: 9000 tokens > 8999 maximum');
  expect(describeOverflow({ sent: null, limit: 128000 }, 9000, undefined)).toBe(
    'prompt is too long: 128001 tokens > 128000 maximum',
  );
});
