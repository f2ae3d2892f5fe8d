import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeeping, type Keeping } from '../keeping';
import { openDatabase } from '../open-database';
import { makeLedger, type TestLedger } from '../testing/make-ledger';

const NOW = Date.UTC(2026, 5, 12, 18);
const signal = new AbortController().signal;

let ledger: TestLedger;
let keeping: Keeping;

beforeEach(() => use(makeLedger()));

afterEach(() => ledger.remove());

function use(opened: TestLedger): void {
  ledger = opened;
  const { database, file, writer } = opened;
  keeping = createKeeping({ database, file, flush: () => undefined, forgetDecisions: writer.forgetDecisions });
}

/** Three megabytes of old requests, and one of today. */
function fill(): void {
  const reason = 'something-private'.repeat(600);
  ledger.write(...Array.from({ length: 300 }, (_, index) => ({ id: `req_${index}`, startedAt: index + 1, reason })));
  ledger.write({ id: 'req_today', startedAt: NOW });
}

const deleteOld = () =>
  keeping.applyRetention({ days: 30, bodyDays: null, maxMegabytes: null }, { now: NOW, force: true, signal });

it('makes the file smaller, step by step', async () => {
  fill();
  ledger.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const before = statSync(ledger.file).size;
  expect(await deleteOld()).toEqual({ exchanges: 300, bodies: 0 });
  let steps = 0;
  const returned = await keeping.returnPages({ signal, mayGoOn: () => ++steps > 0 });
  expect(steps).toBeGreaterThan(3);
  expect(returned).toBeGreaterThan(3_000_000);
  expect(statSync(ledger.file).size).toBe(before - returned!);
  expect(statSync(`${ledger.file}-wal`).size).toBe(0);
  expect(ledger.ask('SELECT id FROM exchanges')).toEqual(['req_today']);
  expect(await keeping.info({ signal })).toMatchObject({ exchanges: 1, oldest: NOW, freeBytes: 0, withBodies: 0, bodyBytes: 0 });
});

it('ends between two steps when a request comes, and goes on another time', async () => {
  fill();
  await deleteOld();
  let steps = 0;
  expect(await keeping.returnPages({ signal, mayGoOn: () => ++steps < 3 })).toBeNull();
  expect((await keeping.info({ signal })).freeBytes).toBeGreaterThan(0);
  await keeping.returnPages({ signal });
  expect((await keeping.info({ signal })).freeBytes).toBe(0);
});

it('does not bother for a few free pages', async () => {
  ledger.write(...Array.from({ length: 100 }, (_, index) => ({ id: `req_${index}`, startedAt: index + 1 })));
  await deleteOld();
  const { freeBytes } = await keeping.info({ signal });
  expect(freeBytes).toBeGreaterThan(0);
  expect(await keeping.returnPages({ signal })).toBe(0);
  expect((await keeping.info({ signal })).freeBytes).toBe(freeBytes);
});

it('writes a ledger from before anew once, so that it can give pages back', async () => {
  ledger.database.exec('PRAGMA auto_vacuum = NONE; VACUUM');
  fill();
  await deleteOld();
  expect(ledger.ask('PRAGMA auto_vacuum')).toEqual([0]);
  expect(await keeping.returnPages({ signal })).toBeGreaterThan(3_000_000);
  expect(ledger.ask('PRAGMA auto_vacuum')).toEqual([2]);
  expect(ledger.ask('SELECT id FROM exchanges')).toEqual(['req_today']);
});

it('leaves nothing of what was deleted in the file, though its pages are still free in it', async () => {
  fill();
  ledger.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  expect(readFileSync(ledger.file).includes('something-private')).toBe(true);
  await deleteOld();
  ledger.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  expect((await keeping.info({ signal })).freeBytes).toBeGreaterThan(3_000_000);
  expect(readFileSync(ledger.file).includes('something-private')).toBe(false);
});

it('lets others read and write between two pieces, and ends where it is told to', async () => {
  fill();
  const end = new AbortController();
  const other = openDatabase(ledger.file);
  const work = keeping.applyRetention(
    { days: 30, bodyDays: null, maxMegabytes: null },
    { now: NOW, force: true, signal: end.signal },
  );
  while (ledger.ask('SELECT count(*) FROM exchanges')[0] !== 101) {
    other.exec('UPDATE exchanges SET model = model WHERE id = 1');
    await new Promise((resolve) => setImmediate(resolve));
  }
  end.abort(new Error('closed'));
  await expect(work).rejects.toThrow('closed');
  expect(ledger.ask('SELECT count(*) FROM exchanges')).toEqual([101]);
  other.close();
});
