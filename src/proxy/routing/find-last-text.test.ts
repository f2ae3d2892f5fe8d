import { describe, expect, it } from 'vitest';
import { LAST_TEXT_LIMIT } from '../../shared/model/request-summary';
import type { CanonicalMessage } from '../canonical/request';
import { readClaudeCodeRequests } from '../testing/claude-code-bodies';
import { findLastText } from './find-last-text';

const user = (...texts: string[]): CanonicalMessage => ({
  role: 'user',
  content: texts.map((text) => ({ type: 'text', text })),
});
const find = (...messages: CanonicalMessage[]) => findLastText({ messages });
const RESULT: CanonicalMessage = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'A result.' }] };
const ANSWER: CanonicalMessage = { role: 'assistant', content: 'An answer.' };

describe('the last text of a recorded request', () => {
  const recorded = readClaudeCodeRequests();
  const textOf = (name: string) => findLastText(recorded.find((one) => one.name === name)!.request);

  it.each([
    ['tui-basic/014', 'Please run the tests for me'],
    ['subagent-custom-model/003', 'SUBTASK-P'],
    ['hint-subagent-types/005', 'SUBTASK-B count files'],
  ])('%s is what the user said', (name, text) => expect(textOf(name)).toBe(text));

  it.each(recorded)('$name has one without notes of the client', ({ request }) => {
    expect(findLastText(request)).not.toBe('');
    expect(findLastText(request)).not.toContain('</system-reminder>');
  });
});

describe('the last text', () => {
  it('is the last message of the user’s that has words, whatever came after it', () => {
    expect(find(user('First.'), ANSWER, user('Second.'), ANSWER, RESULT, { role: 'system', content: 'A note.' })).toBe('Second.');
    expect(find({ role: 'user', content: 'Plain.' })).toBe('Plain.');
  });

  it('is none where the user said nothing', () => {
    expect(find()).toBe('');
    expect(find(ANSWER, RESULT, user('<system-reminder>\nA note.\n</system-reminder>\n'))).toBe('');
  });

  it('holds no notes, wherever they stand', () => {
    const note = '<system-reminder>\nA note.\n</system-reminder>';
    expect(find(user(note, `${note}\nOne. ${note} Two.`, 'Three.', note))).toBe('One.  Two.\nThree.');
    expect(find(user('What is <system-reminder> for?'))).toBe('What is <system-reminder> for?');
    expect(find(user('<environment_context>\n<cwd>/x</cwd>\n</environment_context>', 'Hello.'))).toBe('Hello.');
  });

  it('of great length keeps its beginning and its end', () => {
    const text = find(user(`Begin ${'x'.repeat(1_000_000)}`, `${'y'.repeat(1_000_000)} end`));
    expect(text).toHaveLength(2 * LAST_TEXT_LIMIT);
    expect(text).toMatch(/^Begin x+\ny+ end$/);
  });
});
