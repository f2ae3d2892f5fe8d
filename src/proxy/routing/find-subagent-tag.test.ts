import { expect, it } from 'vitest';
import type { CanonicalMessage } from '../canonical/request';
import { findSubagentTag } from './find-subagent-tag';

const TAG = '<CCR-SUBAGENT-MODEL>kimi,kimi-k2</CCR-SUBAGENT-MODEL>';
const system = (...texts: string[]) => texts.map((text) => ({ type: 'text' as const, text }));
const user = (content: CanonicalMessage['content']): CanonicalMessage => ({ role: 'user', content });

it('finds it in any system block, wherever in the text', () => {
  expect(findSubagentTag({ system: system('One.', `Two. ${TAG} Three.`), messages: [] })).toBe('kimi,kimi-k2');
});

it('finds it in the first two messages, and not in later ones', () => {
  const text = [{ type: 'text' as const, text: `${TAG} Search.` }];
  expect(findSubagentTag({ system: [], messages: [user('Hello.'), user(text)] })).toBe('kimi,kimi-k2');
  expect(findSubagentTag({ system: [], messages: [user(`Search. ${TAG}`)] })).toBe('kimi,kimi-k2');
  expect(findSubagentTag({ system: [], messages: [user('1'), user('2'), user(TAG)] })).toBeNull();
});

it('takes no tag for one that is empty, open or no name', () => {
  for (const text of [
    '<CCR-SUBAGENT-MODEL> </CCR-SUBAGENT-MODEL>',
    '<CCR-SUBAGENT-MODEL>kimi',
    TAG.replace('k2', 'x'.repeat(300)),
  ])
    expect(findSubagentTag({ system: system(text), messages: [] })).toBeNull();
});
