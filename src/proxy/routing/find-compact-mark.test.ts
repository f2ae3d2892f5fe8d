import { expect, it } from 'vitest';
import { EMPTY_REQUEST, type CanonicalMessage, type CanonicalRequest } from '../canonical/request';
import { findCompactMark } from './find-compact-mark';
import type { ClientHeaders } from './marked-request';

const MARK = 'It compacts the conversation';
const OLDER_PROMPT = 'Your task is to create a detailed summary of the conversation so far, paying close attention to it.';

function find(request: Partial<CanonicalRequest>, headers: ClientHeaders = {}) {
  return findCompactMark({ request: { ...EMPTY_REQUEST, ...request }, headers });
}

const conversation = (last: CanonicalMessage): CanonicalMessage[] => [
  { role: 'user', content: 'Hello.' },
  { role: 'assistant', content: 'Hello.' },
  last,
];

it('is told by the last prompt of older clients and of Codex', () => {
  expect(find({ messages: conversation({ role: 'user', content: OLDER_PROMPT }) })).toBe(MARK);
  const codex = 'You are performing a CONTEXT CHECKPOINT COMPACTION. Create a handoff summary.';
  expect(find({ messages: conversation({ role: 'user', content: codex }) })).toBe(MARK);
});

it('is told by a prompt that comes after the result of a tool', () => {
  const content = [
    { type: 'tool_result' as const, tool_use_id: 'toolu_1', content: 'done' },
    { type: 'text' as const, text: OLDER_PROMPT },
  ];
  expect(find({ messages: conversation({ role: 'user', content }) })).toBe(MARK);
});

it('is told by the system prompt of the oldest clients', () => {
  const text = 'You are a helpful AI assistant tasked with summarizing conversations.';
  expect(find({ system: [{ type: 'text', text }] })).toBe(MARK);
});

it.each([
  { 'x-claude-code-request-class': 'compaction' },
  { 'x-claude-code-compaction': 'manual' },
  { 'x-openai-subagent': 'compact' },
])('is told by the header %j', (headers) => {
  expect(find({}, headers)).toBe(MARK);
});

it('is over when the conversation goes on', () => {
  const messages = [
    ...conversation({ role: 'user', content: OLDER_PROMPT }),
    { role: 'assistant' as const, content: 'A summary.' },
  ];
  expect(find({ messages })).toBeNull();
  expect(find({ messages: [...messages, { role: 'user', content: 'Go on.' }] })).toBeNull();
});
