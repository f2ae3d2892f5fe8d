import { expect, it } from 'vitest';
import { mergeReasoningDetails } from './merge-reasoning-details';

const text = (index: number, more: object) => ({ type: 'reasoning.text', format: 'anthropic-claude-v1', index, ...more });

it('puts fragments together by index, so that the signature fits all of the text (pitfall 29)', () => {
  const fragments = [
    text(0, { text: 'I ' }),
    text(0, { text: 'see.' }),
    text(0, { signature: 'c2ln' }),
    text(1, { text: 'And' }),
  ];
  expect(mergeReasoningDetails(fragments)).toEqual([text(0, { text: 'I see.', signature: 'c2ln' }), text(1, { text: 'And' })]);
});

it('merges what was merged before with what came later', () => {
  const before = mergeReasoningDetails([text(0, { text: 'I ' }), text(0, { text: 'see.' })]);
  expect(mergeReasoningDetails([...before, text(0, { signature: 'c2ln' })])).toEqual([
    text(0, { text: 'I see.', signature: 'c2ln' }),
  ]);
});

it('keeps a summary and encrypted reasoning of one index apart', () => {
  const summary = { type: 'reasoning.summary', summary: 'Thought.', index: 0 };
  const encrypted = { type: 'reasoning.encrypted', data: 'gAAA', id: 'rs_1', index: 0 };
  expect(mergeReasoningDetails([summary, encrypted])).toEqual([summary, encrypted]);
});

it('begins another entry when text comes for one that has its signature', () => {
  const turn = [text(0, { text: 'a', signature: 's1' }), text(0, { text: 'b' }), text(0, { signature: 's2' })];
  expect(mergeReasoningDetails(turn)).toEqual([text(0, { text: 'a', signature: 's1' }), text(0, { text: 'b', signature: 's2' })]);
});

it('leaves entries without an index alone, and a null takes nothing away', () => {
  const whole = [
    { type: 'reasoning.text', text: 'a' },
    { type: 'reasoning.text', text: 'b' },
  ];
  expect(mergeReasoningDetails(whole)).toEqual(whole);
  expect(mergeReasoningDetails([text(0, { signature: 's' }), text(0, { signature: null })])).toEqual([
    text(0, { signature: 's' }),
  ]);
});

it('takes a piece that repeats all that came before for a snapshot', () => {
  const long = 'The user is asking';
  expect(mergeReasoningDetails([text(0, { text: long }), text(0, { text: `${long} for more.` })])).toEqual([
    text(0, { text: `${long} for more.` }),
  ]);
});
