import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const sources = fileURLToPath(new URL('../../../../docs/sources.md', import.meta.url));

interface Found {
  tested: Set<number>;
  /** Those with a link right above. */
  cited: Set<number>;
}

/** The numbers with which the names of tests and groups in a file begin. */
function readNumbers(text: string, { tested, cited }: Found): void {
  let link = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('// https://')) link = true;
    const number = Number(/(?:^|\()\s*'(\d+)\. /.exec(line)?.[1] ?? NaN);
    if (Number.isNaN(number)) continue;
    tested.add(number);
    if (link) cited.add(number);
    link = false;
  }
}

it('has a test for every pitfall in docs/sources.md, and for no other, with where it was seen', () => {
  const known = [...readFileSync(sources, 'utf8').matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number));
  expect(known).toEqual(Array.from({ length: 58 }, (_, at) => at + 1));
  const found: Found = { tested: new Set(), cited: new Set() };
  for (const name of readdirSync(folder)) if (name.endsWith('.test.ts')) readNumbers(readFileSync(folder + name, 'utf8'), found);
  for (const numbers of [found.tested, found.cited]) expect([...numbers].sort((a, b) => a - b)).toEqual(known);
});
