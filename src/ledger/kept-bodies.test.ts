import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { indexWords } from './index-words';
import { createBodyReader, createBodyWriter, type BodySet } from './kept-bodies';
import { countExchanges, listExchanges } from './list-exchanges';
import { openDatabase, type Database } from './open-database';
import { createRandom } from './testing/damage-file';
import { createExchangeWriter } from './write-exchanges';

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-kept-bodies-'));
  database = openDatabase(join(folder, 'ledger.db'));
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const blob = new Uint8Array([1, 2, 3]);

function keep(id: string, words: string, more: Partial<BodySet> = {}, startedAt = 1_000): void {
  createExchangeWriter(database)([{ exchange: sampleExchange({ id, startedAt }) }]);
  const body = { kind: 'client-request', attempt: null, contentType: null, size: 3, kept: 3, redacted: 0, gzip: blob } as const;
  createBodyWriter(database)({ exchangeId: id, startedAt, bodies: [body], words, ...more });
}

function search(text: string): string[] {
  if (text === '') return [];
  return listExchanges(database, { before: null, limit: 1_000, filter: { text } })
    .map(({ id }) => id)
    .sort();
}

const count = (table: string) => (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

it('finds words that are all there, in any order and case, and phrases as they stand', () => {
  keep('a', 'The tram leaves at seven. Über den Fluß.');
  keep('b', 'At seven the tram stays.');
  expect(search('TRAM seven')).toEqual(['a', 'b']);
  expect(search('"tram leaves"')).toEqual(['a']);
  expect(search('seven "the tram"')).toEqual(['a', 'b']);
  expect(search('"leaves tram"')).toEqual([]);
  expect(search('uber')).toEqual(['a']);
  expect(search('tram nowhere')).toEqual([]);
});

it('finds any part of a sentence without spaces, and names as code writes them', () => {
  keep('a', '请把这个函数重命名为 parse_response，然后运行测试。');
  keep('b', 'テストを実行してください');
  expect(search('重命名')).toEqual(['a']);
  expect(search('命名重')).toEqual([]);
  expect(search('実行')).toEqual(['b']);
  expect(search('parse_response')).toEqual(['a']);
  expect(search('response_parse')).toEqual([]);
});

it('is never out of words, whatever is typed', () => {
  keep('a', 'words');
  for (const text of [
    '"',
    '""',
    '(',
    'a OR',
    'NEAR(',
    'NOT x',
    '* ^',
    'col:x',
    "'; DROP TABLE bodies",
    '\0',
    '-',
    'a"b',
    '\ud800',
  ])
    expect(() => search(text)).not.toThrow();
  expect(search('!!!')).toEqual([]);
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '*', 'a', ' ', '(', ':', '中', '^') })),
      (text) => {
        expect(Array.isArray(search(text))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

it('finds whatever words were kept', () => {
  let number = 0;
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zäß0-9_.\u4e00-\u4eff]{1,12}$/u), { minLength: 1, maxLength: 8 }), (words) => {
      const id = `p${(number += 1)}`;
      keep(id, words.join(' '));
      for (const word of words) if (/[\p{L}\p{N}]/u.test(word)) expect(search(word)).toContain(id);
      if (words.some((word) => /[\p{L}\p{N}]/u.test(word))) expect(search(`"${words.join(' ')}"`)).toContain(id);
    }),
    { numRuns: 60 },
  );
});

it('gives the bodies back in their order, and keeps what is twice the same once', () => {
  const other = new Uint8Array([9]);
  const body = { attempt: 1, contentType: 'application/json', size: 3, kept: 2, redacted: 1 };
  const bodies = [
    { ...body, kind: 'upstream-request', gzip: other },
    { ...body, kind: 'upstream-response', gzip: blob },
    { ...body, kind: 'client-response', attempt: null, gzip: blob },
  ] as const;
  keep('a', '', { bodies });
  expect(createBodyReader(database)('a')).toEqual({ deletedAt: null, bodies });
  expect(database.prepare('SELECT place FROM bodies WHERE gzip IS NULL').all()).toHaveLength(1);
  expect(createBodyReader(database)('b')).toBeNull();
});

it('writes nothing for an exchange that has no row', () => {
  createBodyWriter(database)({ exchangeId: 'gone', startedAt: 1, bodies: [], words: 'words' });
  expect(count('body_sets')).toBe(0);
  expect(count('body_words')).toBe(0);
});

it('remembers of deleted bodies that they were there, and forgets their words', () => {
  keep('old', 'tram', {}, 1_000);
  keep('new', 'tram', {}, 2_000);
  database.exec("UPDATE body_sets SET deleted_at = 42 WHERE exchange_id = 'old'");
  expect(search('tram')).toEqual(['new']);
  expect(createBodyReader(database)('old')).toEqual({ deletedAt: 42, bodies: [] });
  expect(count('bodies')).toBe(1);
});

it('lists what was found newest first, page after page, in whatever order it was kept', () => {
  const random = createRandom(5);
  const rows = Array.from({ length: 1_600 }, (_, number) => ({
    id: `req_${number}`,
    startedAt: Math.floor(random() * 900),
    route: random() < 0.5 ? ('think' as const) : ('default' as const),
    words: `tram ${random() < 0.02 ? 'rare' : 'common'}`,
  }));
  createExchangeWriter(database)(rows.map((row) => ({ exchange: sampleExchange(row) })));
  const write = createBodyWriter(database);
  for (const { id, startedAt, words } of rows) write({ exchangeId: id, startedAt, bodies: [], words });
  for (const filter of [{ text: 'tram' }, { text: 'rare' }, { text: 'tram', where: { route: ['think'] }, from: 100 }]) {
    const found: string[] = [];
    for (let before: number | null = null; ;) {
      const page = listExchanges(database, { before, limit: 70, filter });
      found.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (last === undefined) break;
      before = last.startedAt;
    }
    const fits = rows.filter(
      ({ words, route, startedAt }) =>
        words.includes(filter.text) && (filter.where === undefined || (route === 'think' && startedAt >= 100)),
    );
    const wanted = fits.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
    expect(found).toEqual(wanted);
    expect(countExchanges(database, filter, 60_000)).toEqual({ count: wanted.length, complete: true });
  }
});

it('deletes bodies and their words with their exchange', () => {
  keep('a', 'tram');
  keep('b', 'tram');
  database.exec("DELETE FROM exchanges WHERE id = 'a'");
  expect([count('body_sets'), count('bodies'), count('body_words')]).toEqual([1, 1, 1]);
  expect(search('tram')).toEqual(['b']);
});

it('makes the index anew from the bodies, as a recovered ledger needs it', () => {
  const gzip = gzipSync('{"messages":[{"role":"user","content":"the tram"}]}');
  const body = { kind: 'client-request', attempt: null, contentType: 'application/json', size: 3, kept: 3, redacted: 0 } as const;
  keep('a', 'tram', { bodies: [{ ...body, gzip }] });
  keep('b', 'tram');
  database.exec('DELETE FROM body_words');
  expect(search('tram')).toEqual([]);
  indexWords(database);
  expect(search('"the tram"')).toEqual(['a']);
});
