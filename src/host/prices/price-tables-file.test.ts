import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readShippedTables } from '../../pricing';
import { openPriceTablesFile } from './price-tables-file';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-price-tables-'));
  path = join(folder, 'prices.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps tables, and when they were fetched, for the owner’s eyes', async () => {
  const file = openPriceTablesFile(path);
  const fetched = { tables: readShippedTables(), fetchedAt: 1_795_000_000_000 };
  await file.write(fetched);
  expect(await openPriceTablesFile(path).read()).toEqual({ fetched, problem: null });
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  await file.remove();
  await file.remove();
  expect(await file.read()).toEqual({ fetched: null, problem: null });
});

it.each([
  ['{"fetchedAt": 1, "genai"', 'it is no JSON'],
  ['{"fetchedAt": 1}', 'is not an object'],
  [JSON.stringify({ ...readShippedTables() }), 'does not say when they were fetched'],
  [JSON.stringify({ ...readShippedTables(), fetchedAt: 1, modelsDev: { name: 'other' } }), 'no table of models.dev'],
])('puts a damaged file aside and says why: %#', async (text, reason) => {
  writeFileSync(path, text);
  const { fetched, problem } = await openPriceTablesFile(path).read();
  expect(fetched).toBeNull();
  expect(problem).toContain(reason);
  expect(problem).toContain(`${path}.damaged`);
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
});

it('says that it could not be written, and where', async () => {
  const file = openPriceTablesFile(join(folder, 'missing', 'prices.json'));
  await expect(file.write({ tables: readShippedTables(), fetchedAt: 1 })).rejects.toMatchObject({
    code: 'prices-failed',
    message: expect.stringContaining(join('missing', 'prices.json')),
  });
});
