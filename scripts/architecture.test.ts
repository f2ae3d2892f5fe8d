import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const decisions = readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`);

/** Paths of this project in a text: what stands in our folders, and files of ours at the top. */
function findPaths(text: string): string[] {
  const inFolders = text.match(/(?<![\w/.-])(?:src|e2e|scripts|docs|assets)\/[\w./-]*\w/g) ?? [];
  const atTop = text.match(/(?<=`)[\w.-]+\.(?:md|cjs|mjs|yml|config\.ts)(?=`)/g) ?? [];
  return [...new Set([...inFolders, ...atTop])];
}

describe('the documents', () => {
  it('name many paths, or this test looks for the wrong thing', () => {
    expect(findPaths(read('ARCHITECTURE.md')).length).toBeGreaterThan(30);
  });

  it.each(['README.md', 'ARCHITECTURE.md', ...decisions])('name only what exists: %s', (document) => {
    const missing = findPaths(read(document)).filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it('are numbered without a gap', () => {
    const numbers = decisions.map((path) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('ARCHITECTURE.md', () => {
  it('stays under two pages', () => {
    expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(110);
  });
});
