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

/** The titles that stand after `docs/sources.md, ` in a text: comments break their lines, so their marks are taken out first. */
function citedSections(text: string): string[] {
  const unbroken = text.replaceAll(/\n\s*(?:\/\/|\*)?\s*/g, ' ');
  return [...unbroken.matchAll(/docs\/sources\.md, ([A-Z].{1,40})/g)].map(([, words = '']) => words);
}

describe('docs/sources.md', () => {
  const sections = [...read('docs/sources.md').matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
  const sources = ['src', 'e2e', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes('architecture.test'))
      .map((name) => join(folder, name)),
  );
  const citing = sources.flatMap((path) => citedSections(read(path)).map((words) => ({ path, words })));

  it('is cited by section in many places, or this test looks for the wrong thing', () => {
    expect(citing.length).toBeGreaterThan(40);
    expect(citedSections('/** a (docs/sources.md,\n * Messages API). */')).toEqual(['Messages API). */']);
  });

  it('has every section that a comment cites', () => {
    const unknown = citing.filter(({ words }) => !sections.some((section) => words.startsWith(section)));
    expect(unknown).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('stays under two pages', () => {
    expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(110);
  });
});
