import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packBodies, type BodyInPieces } from './pack-bodies';

const cut = (text: string, size: number) =>
  (text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).map((part) => Buffer.from(part));

function body(text: string, size: number): BodyInPieces {
  return { kind: 'client-response', attempt: null, contentType: null, size: text.length, head: cut(text, size), tail: [] };
}

it('puts bodies behind one another, and those that are the same into one place, however they are cut', () => {
  const text = fc.stringMatching(/^[ab]{0,6}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.integer({ min: 1, max: 4 })), { maxLength: 6 }), (parts) => {
      const { bodies, bytes } = packBodies(parts.map(([part, size]) => body(part, size)));
      bodies.forEach(({ head }, place) => {
        expect(Buffer.from(bytes.subarray(head.from, head.to)).toString()).toBe(parts[place]?.[0]);
      });
      expect(bytes.length).toBe([...new Set(parts.map(([part]) => part))].join('').length);
    }),
  );
});
