import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findEncoded } from './find-encoded';

it('finds every long run wherever it stands, and no other', () => {
  const part = fc.tuple(fc.constantFrom('A', 'z9', '+/', '_-'), fc.integer({ min: 1, max: 1_700 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const text = parts.map(([letters, length]) => `${letters.repeat(length).slice(0, length)}="`).join(' ');
      const expected = [...text.matchAll(/[A-Za-z0-9+/_-]{1000,}=*/g)].map(({ 0: run, index }) => [index, index + run.length]);
      expect(findEncoded(text).map(({ from, to }) => [from, to])).toEqual(expected);
    }),
  );
});

it('says how much it is', () => {
  expect(findEncoded(`"${'iVBO'.repeat(500)}"`)).toEqual([
    { from: 1, to: 2_001, label: '[2,000 characters of base64, not kept]', secret: false },
  ]);
});
