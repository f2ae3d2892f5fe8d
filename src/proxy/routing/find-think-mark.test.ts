import { describe, expect, it } from 'vitest';
import { EMPTY_REQUEST, type CanonicalMessage, type CanonicalRequest, type Reasoning } from '../canonical/request';
import { findThinkMark } from './find-think-mark';
import type { ClientHeaders } from './marked-request';

const PLAN = 'Plan mode is active. The user indicated that they do not want you to execute yet -- you MUST NOT make any edits.';

function find(request: Partial<CanonicalRequest>, headers: ClientHeaders = {}) {
  return findThinkMark({ request: { ...EMPTY_REQUEST, ...request }, headers });
}

const user = (content: CanonicalMessage['content']): CanonicalMessage => ({ role: 'user', content });
const system = (content: CanonicalMessage['content']): CanonicalMessage => ({ role: 'system', content });
const reminder = (text: string) => ({ type: 'text' as const, text: `<system-reminder>\n${text}\n</system-reminder>` });
const call = (name: string): CanonicalMessage => ({
  role: 'assistant',
  content: [{ type: 'tool_use', id: 'toolu_1', name, input: {} }],
});
const result = (isError = false) =>
  user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'done', ...(isError && { is_error: true }) }]);

describe('plan mode', () => {
  const PLANNING = 'It is in plan mode';

  it.each([
    ['a system message', [user('Plan it.'), system(`# Environment\n${'x'.repeat(90_000)}\n${PLAN}`)]],
    ['a tagged text, for older models', [user([reminder(PLAN), { type: 'text', text: 'Plan it.' }])]],
    ['a short note of later turns', [user('More.'), system('Plan mode still active (see full instructions earlier).')]],
  ])('is told by %s', (_where, messages) => {
    expect(find({ messages })).toBe(PLANNING);
  });

  it('lasts while the turn does', () => {
    expect(find({ messages: [user('Plan it.'), system(PLAN), call('Read'), result()] })).toBe(PLANNING);
    expect(find({ messages: [user('Plan it.'), system(PLAN), call('ExitPlanMode'), result(true)] })).toBe(PLANNING);
  });

  it('ends when the plan is taken, with the next prompt, and when the client says so', () => {
    expect(find({ messages: [user('Plan it.'), system(PLAN), call('ExitPlanMode'), result()] })).toBeNull();
    const later: CanonicalMessage[] = [user('Plan it.'), system(PLAN), { role: 'assistant', content: 'A plan.' }, user('Do it.')];
    expect(find({ messages: later })).toBeNull();
    expect(find({ messages: [user('Plan it.'), system([{ type: 'text', text: `${PLAN}\n\n## Exited Plan Mode` }])] })).toBeNull();
  });

  it('begins when the model enters it', () => {
    expect(find({ messages: [user('Plan it.'), call('EnterPlanMode'), result()] })).toBe(PLANNING);
  });

  it('is not what the user or a tool says of it', () => {
    expect(find({ messages: [user(`What does "${PLAN}" mean?`)] })).toBeNull();
    const read = user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: PLAN }]);
    expect(find({ messages: [user('Read it.'), call('Read'), read] })).toBeNull();
  });
});

describe('the keyword', () => {
  it("is found in the client's note and in the user's words, in the latest turn only", () => {
    const noted = system('The user included the keyword "ultrathink", requesting deeper reasoning on this turn.');
    expect(find({ messages: [user('Hello.'), noted] })).toBe('Its prompt has the keyword ultrathink');
    expect(find({ messages: [user('Ultrathink about it.')] })).not.toBeNull();
    expect(
      find({ messages: [user('Ultrathink about it.'), noted, { role: 'assistant', content: 'Hm.' }, user('Thanks.')] }),
    ).toBeNull();
  });

  it('is neither part of a word nor in what a tool found', () => {
    expect(find({ messages: [user('See ultrathinking.ts.')] })).toBeNull();
    const found = user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'ultrathink' }]);
    expect(find({ messages: [user('Search.'), call('Grep'), found] })).toBeNull();
  });
});

describe('the wish for more thinking', () => {
  const ADAPTIVE: Reasoning = { mode: 'on', effort: 'high', budgetTokens: null };
  const budget = (budgetTokens: number): Reasoning => ({ mode: 'on', effort: null, budgetTokens });

  it('is not that thinking is on', () => expect(find({ reasoning: ADAPTIVE })).toBeNull());

  it('is a budget above what the client gives unasked', () => {
    expect(find({ reasoning: budget(31_999) })).toBeNull();
    expect(find({ reasoning: budget(32_000) })).toBe('It asks for 32,000 tokens of thinking');
  });

  it.each([
    ['1.0.128', true],
    ['2.1.31', true],
    ['2.1.32', false],
    ['2.2.0', false],
    ['3.0.1', false],
  ])('is thinking switched on by Claude Code %s: %s', (version, marked) => {
    const headers = { 'user-agent': `claude-cli/${version} (external, cli)` };
    expect(find({ reasoning: budget(10_000) }, headers) !== null).toBe(marked);
    expect(find({ reasoning: { mode: 'off', effort: null, budgetTokens: null } }, headers)).toBeNull();
  });
});
