import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compileGlobs, matchGlob } from './glob';

describe('a glob', () => {
  it.each([
    ['*', ''],
    ['', ''],
    ['a*c', 'abbc'],
    ['*b*', 'abc'],
    ['?', 'x'],
    ['a**?', 'ab'],
    ['*.m[1m]', 'my.m[1m]'],
    ['a.c', 'a.c'],
    ['*aab', 'aaaaaab'],
  ])('%j fits %j', (glob, text) => expect(matchGlob(glob, text)).toBe(true));

  it.each([
    ['', 'a'],
    ['?', ''],
    ['a', 'ab'],
    ['b', 'ab'],
    ['a.c', 'abc'],
    ['a*c', 'abcd'],
    ['*aab', 'aaaaaba'],
  ])('%j does not fit %j', (glob, text) => expect(matchGlob(glob, text)).toBe(false));

  it('fits in either case', () => expect(compileGlobs(['x', 'Claude-*'])('CLAUDE-opus')).toBe(true));

  it('says what a regular expression of the same meaning says', () => {
    const piece = fc.constantFrom('a', 'b', '*', '?');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }),
        (glob, text) => {
          const same = new RegExp(`^${glob.join('').replaceAll('*', '.*').replaceAll('?', '.')}$`);
          expect(matchGlob(glob.join(''), text)).toBe(same.test(text));
        },
      ),
    );
  });

  it('with many wildcards ends soon', () => expect(matchGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(10_000))).toBe(false));
});
