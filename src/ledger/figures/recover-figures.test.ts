import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger } from '../ledger';
import { inTransaction, openDatabase, type Database } from '../open-database';
import { createRandom } from '../testing/damage-file';
import { writeSampleLedger } from '../testing/sample-ledger';
import { isSoundPage } from './check-page';
import { queryFigures } from './query-figures';
import { recoverFigures } from './recover-figures';

let folder: string;
let database: Database;

/** An hour and some minutes of exchanges, one a second. */
const COUNT = 4_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-figures-'));
  const file = join(folder, 'ledger.db');
  writeSampleLedger(file, COUNT);
  database = openDatabase(file);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const query = () =>
  (['provider', 'model', 'session', 'status'] as const).map((groupBy) =>
    queryFigures(database, { from: 0, to: Date.UTC(2027, 0), playMoney: false, groupBy, bucket: 'hour', limit: 100 }),
  );
const starts = () =>
  (database.prepare('SELECT start FROM figure_hours ORDER BY start').all() as { start: number }[]).map(({ start }) => start);
const readPage = (start: number) =>
  (database.prepare('SELECT cells FROM figure_hours WHERE start = ?').get(start) as { cells: Uint8Array }).cells;
const recover = () => inTransaction(database, () => recoverFigures(database));

it('counts an hour anew whose page was lost or is damaged, and makes the days of the hours', () => {
  const before = query();
  const [first = 0, second = 0] = starts();
  database.prepare('DELETE FROM session_figure_hours WHERE start = ?').run(first);
  const damaged = readPage(second);
  damaged.fill(0xff, 20, 40);
  database.prepare('UPDATE figure_hours SET cells = ? WHERE start = ?').run(damaged, second);
  database.exec('DELETE FROM figure_days; DELETE FROM session_figure_days');
  recover();
  expect(query()).toEqual(before);
});

it('counts every hour anew where a value that they name was lost', () => {
  const before = query();
  database.exec("DELETE FROM figure_values WHERE dimension = 'provider'");
  recover();
  expect(query()).toEqual(before);
});

it('keeps the sums of exchanges that are gone, and counts nothing twice', () => {
  const before = query();
  const [first = 0] = starts();
  database.prepare('DELETE FROM exchanges WHERE started_at < ?').run(first + 1_800_000);
  recover();
  recover();
  expect(query()).toEqual(before);
});

it('a page of any bytes is judged, and one that was cut or changed in its structure is not sound', () => {
  const page = readPage(starts()[0] ?? 0);
  const ids = new Set((database.prepare('SELECT id FROM figure_values').all() as { id: number }[]).map(({ id }) => id));
  const isKnown = (id: number) => id === 0 || ids.has(id);
  expect(isSoundPage(page, isKnown)).toBe(true);
  expect(isSoundPage(new Uint8Array(), isKnown)).toBe(true);
  for (let length = 1; length < 20; length++) expect(isSoundPage(page.subarray(0, page.length - length), isKnown)).toBe(false);
  const random = createRandom(7);
  for (let round = 0; round < 500; round++) {
    const noise = Uint8Array.from({ length: 300 }, () => Math.floor(random() * 256));
    expect(isSoundPage(noise, isKnown)).toBe(false);
  }
});

it('the ledger opens and goes on with what was mended', () => {
  database.exec('DELETE FROM figure_hours; DELETE FROM figure_values');
  recover();
  database.close();
  const ledger = openLedger(join(folder, 'ledger.db'));
  const { total } = ledger.queryFigures({
    from: 0,
    to: Date.UTC(2027, 0),
    playMoney: false,
    groupBy: null,
    bucket: null,
    limit: 1,
  });
  ledger.close();
  database = openDatabase(join(folder, 'ledger.db'));
  expect(total.requests).toBe(COUNT);
});
