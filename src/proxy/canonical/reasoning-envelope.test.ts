import { expect, it } from 'vitest';
import { ENVELOPE_PREFIX, openReasoning, sealReasoning } from './reasoning-envelope';

const ENVELOPE = { providerId: 'gemini', model: 'gemini-3-pro', state: { calls: { 'call ä/世界': 'AbC+/=' } } };

it('gives back what was sealed, whatever characters are in it', () => {
  const signature = sealReasoning(ENVELOPE);
  expect(signature).toMatch(/^switchyard\.1\.[A-Za-z0-9_-]+$/);
  expect(openReasoning(signature)).toEqual(ENVELOPE);
});

it('holds encrypted reasoning of a megabyte', () => {
  const state = { encrypted: 'x'.repeat(1_000_000) };
  expect(openReasoning(sealReasoning({ ...ENVELOPE, state }))?.state).toEqual(state);
});

it.each([
  ['nothing', undefined],
  ['an empty signature', ''],
  ["a vendor's own signature", 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h'],
  ['an envelope that was cut', sealReasoning(ENVELOPE).slice(0, -5)],
  ['an envelope of no base64', `${ENVELOPE_PREFIX}***`],
  ['an envelope of something else', ENVELOPE_PREFIX + btoa('{"a":1}')],
  ['an envelope without state', ENVELOPE_PREFIX + btoa('["a","b"]')],
])('opens %s as none of ours', (_name, signature) => {
  expect(openReasoning(signature)).toBeNull();
});
