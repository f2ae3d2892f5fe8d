import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepBreakers } from './keep-breakers';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakers-'));
  path = join(folder, 'breakers.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = { target: 'up/model', failures: [1, 2, 3], openUntil: 31_003, openings: 1, limited: false };

it('reads what was written last', async () => {
  const kept = keepBreakers(path);
  kept.changed([open]);
  kept.changed([{ ...open, openings: 2 }]);
  await kept.flush();
  expect(keepBreakers(path).read()).toEqual([{ ...open, openings: 2 }]);
  expect(readdirSync(folder)).toEqual(['breakers.json']);
});

it('reads the breakers of single keys beside those of targets', async () => {
  const states = [open, { ...open, target: 'up/model key env:A_KEY' }, { ...open, target: 'up/ key keychain:work' }];
  const kept = keepBreakers(path);
  kept.changed(states);
  await kept.flush();
  expect(keepBreakers(path).read()).toEqual(states);
});

it('writes in its own time what nobody flushes, and nothing when nothing changed', async () => {
  const kept = keepBreakers(path);
  await kept.flush();
  expect(readdirSync(folder)).toEqual([]);
  kept.changed([open]);
  await expect.poll(() => readdirSync(folder), { timeout: 2000 }).toEqual(['breakers.json']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([open]);
});

it.each(['', 'nonsense', '{}', '[{"target":1}]'])('begins anew with a file that it cannot read: %s', (text) => {
  expect(keepBreakers(path).read()).toEqual([]);
  writeFileSync(path, text);
  expect(keepBreakers(path).read()).toEqual([]);
});

it('does not fail a shutdown when the folder is gone', async () => {
  const kept = keepBreakers(join(folder, 'missing', 'breakers.json'));
  kept.changed([open]);
  await expect(kept.flush()).resolves.toBeUndefined();
});
