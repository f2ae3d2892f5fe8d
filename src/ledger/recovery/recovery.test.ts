import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../shared/model/exchange';
import { inspectFile } from '../inspect-file';
import { openLedger, type Ledger } from '../ledger';
import { createRandom, noise, overwrite } from '../testing/damage-file';
import { sampleRow, writeSampleLedger } from '../testing/sample-ledger';
import { buildRecovered } from './build-recovered';
import { besides } from './file-names';
import { recoverLedger, type RecoveryReport } from './recover-ledger';

const COUNT = 300;
const PAGE = 4096;

let shelf: string;
let sound: string;
let originals: Map<string, Exchange>;
let folder: string;
let file: string;
let ledger: Ledger | null = null;

beforeAll(() => {
  shelf = mkdtempSync(join(tmpdir(), 'switchyard-recovery-shelf-'));
  sound = join(shelf, 'ledger.db');
  originals = writeSampleLedger(sound, COUNT);
});
afterAll(() => rmSync(shelf, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-recovery-'));
  file = join(folder, 'ledger.db');
  copyFileSync(sound, file);
});
afterEach(() => {
  ledger?.close();
  ledger = null;
  rmSync(folder, { recursive: true });
});

const recover = () =>
  recoverLedger(
    file,
    new Date('2026-12-01T01:02:03Z'),
    async (source, target) => buildRecovered(source, target, () => false),
    new AbortController().signal,
  );

function readAll(): Exchange[] {
  ledger = openLedger(file);
  return ledger.listExchanges({ before: null, limit: COUNT * 2 });
}

function countPages(): number {
  return statSync(file).size / PAGE;
}

/** Every row equals the one that was written, but for attempts that may be lost; and the new ledger takes rows. */
function expectTrueRows(rows: Exchange[]): void {
  expect(rows.filter((row) => !isTrue(row))).toEqual([]);
  const event = sampleRow(COUNT + 1);
  ledger?.record(event);
  expect(ledger?.listExchanges({ before: null, limit: 1 })).toEqual([event.exchange]);
}

function isTrue(row: Exchange): boolean {
  const original = originals.get(row.id);
  return (
    isDeepStrictEqual({ ...row, attempts: [] }, { ...original, attempts: [] }) &&
    row.attempts.every((attempt) => original?.attempts.some((written) => isDeepStrictEqual(attempt, written)))
  );
}

describe('a sound file', () => {
  it('is found sound, and would come out of a recovery whole, decisions too', async () => {
    expect(inspectFile(file)).toMatchObject({ kind: 'sound' });
    const report = await recover();
    expect(report.counts).toEqual({ recovered: COUNT, known: COUNT });
    const rows = readAll();
    expect(new Map(rows.map((row) => [row.id, row]))).toEqual(originals);
    expect(ledger?.readDecision(rows[0]?.id ?? '')).toMatchObject({ targets: [{ target: `deepseek/model-${COUNT % 40}` }] });
  });

  it('comes out whole with what only its write-ahead log holds', async () => {
    const writing = openLedger(join(shelf, 'logged.db'));
    for (let number = 1; number <= 50; number++) writing.record(sampleRow(number));
    writing.flush();
    copyFileSync(join(shelf, 'logged.db'), file);
    copyFileSync(join(shelf, 'logged.db-wal'), `${file}-wal`);
    writing.close();
    expect((await recover()).counts).toEqual({ recovered: 50, known: 50 });
    expectTrueRows(readAll());
  });
});

describe('a damaged file', () => {
  it('keeps what lies on the good pages when one page of rows is gone', async () => {
    overwrite(file, findPage(13) * PAGE, new Uint8Array(PAGE));
    expect(inspectFile(file)).toMatchObject({ kind: 'damaged' });
    const { counts } = await recover();
    expect(counts?.known).toBe(COUNT);
    expect(counts?.recovered).toBeLessThan(COUNT);
    expect(counts?.recovered).toBeGreaterThan(COUNT - 20);
    expectTrueRows(readAll());
  });

  it('keeps all rows when the pages above them are gone', async () => {
    for (let page = 1; page < countPages(); page++) {
      if (readFileSync(file)[page * PAGE] === 5) overwrite(file, page * PAGE, new Uint8Array(PAGE));
    }
    expect((await recover()).counts).toEqual({ recovered: COUNT, known: COUNT });
    expect(readAll()).toHaveLength(COUNT);
    expectTrueRows(ledger?.listExchanges({ before: null, limit: COUNT }) ?? []);
  });

  it('keeps all rows when its header and schema are gone', async () => {
    overwrite(file, 0, new Uint8Array(PAGE));
    expect(inspectFile(file)).toMatchObject({ kind: 'damaged' });
    expect((await recover()).counts).toEqual({ recovered: COUNT, known: COUNT });
    expectTrueRows(readAll());
  });

  it('does not bring back what was deleted', async () => {
    const writing = new DatabaseSync(file);
    writing.exec('PRAGMA foreign_keys = ON; DELETE FROM exchanges WHERE started_at % 2000 = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    const kept = writing.prepare('SELECT count(*) AS rows FROM exchanges').get() as { rows: number };
    writing.close();
    expect(kept.rows).toBe(COUNT / 2);
    overwrite(file, findPage(13) * PAGE, new Uint8Array(PAGE));
    expect((await recover()).counts?.recovered).toBeLessThanOrEqual(kept.rows);
    const rows = readAll();
    expect(rows.filter((row) => row.startedAt % 2000 === 0)).toEqual([]);
    expect(rows.length).toBeGreaterThan(kept.rows - 20);
  });

  it('leaves out rows whose values are none, and keeps the others', async () => {
    const writing = new DatabaseSync(file);
    writing.exec("UPDATE exchanges SET outcome = 'perhaps' WHERE id = 'req_000000000007'");
    writing.exec("UPDATE attempts SET lane = 'fast' WHERE exchange_id = 'req_000000000009'");
    writing.exec("UPDATE decisions SET json = '{oh' WHERE id = 1");
    writing.close();
    expect((await recover()).counts).toEqual({ recovered: COUNT - 1, known: COUNT });
    const rows = readAll();
    expect(rows.find((row) => row.id === 'req_000000000009')?.attempts).toEqual([]);
    expect(ledger?.readDecision('req_000000000001')).toBeNull();
    expectTrueRows(rows);
  });

  it('is moved aside byte for byte, with its log, and never over an older one', async () => {
    writeFileSync(file, 'A letter to a friend. '.repeat(500));
    writeFileSync(`${file}-wal`, 'And what I forgot.');
    const bytes = readFileSync(file);
    const first = await recover();
    expect(first).toEqual({ aside: join(folder, 'ledger-damaged-2026-12-01T01-02-03.db'), counts: { recovered: 0, known: 0 } });
    expect(readFileSync(first.aside ?? '').equals(bytes)).toBe(true);
    expect(readFileSync(`${first.aside}-wal`, 'utf8')).toBe('And what I forgot.');
    writeFileSync(file, 'Another letter.');
    expect((await recover()).aside).toBe(join(folder, 'ledger-damaged-2026-12-01T01-02-03-2.db'));
    expect(readFileSync(first.aside ?? '').equals(bytes)).toBe(true);
    expect(readdirSync(folder).filter((name) => !name.startsWith('ledger-damaged'))).toEqual(['ledger.db']);
    expectTrueRows(readAll());
  });

  it('is left where it is when there is no room for a new one, and nothing of the try stays', async () => {
    const bytes = readFileSync(file);
    const full = async (_source: string, target: string) => {
      writeFileSync(target, 'The first half');
      throw new Error('database or disk is full');
    };
    await expect(recoverLedger(file, new Date(), full, new AbortController().signal)).rejects.toThrow('full');
    expect(readdirSync(folder)).toEqual(['ledger.db']);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('is recovered by the next run when the first was ended before the new one was in its place', async () => {
    overwrite(file, 0, new Uint8Array(PAGE));
    const { ready } = besides(file);
    buildRecovered(file, ready, () => false);
    expect(inspectFile(file)).toMatchObject({ kind: 'damaged', why: expect.stringContaining('broken off') });
    const report: RecoveryReport = await recover();
    expect(report.counts).toBeNull();
    expect(existsSync(ready)).toBe(false);
    expect(readAll()).toHaveLength(COUNT);
  });
});

/** The number, from 0, of a page in the middle of those of a kind. */
function findPage(kind: number): number {
  const bytes = readFileSync(file);
  const pages = Array.from({ length: countPages() }, (_, page) => page).filter((page) => page > 0 && bytes[page * PAGE] === kind);
  return pages[Math.floor(pages.length / 2)] ?? 0;
}

describe('damage of every kind, by chance', () => {
  type Blow = (random: () => number) => void;
  const pages: Blow = (random) => {
    for (let blow = 0; blow <= random() * 4; blow++)
      overwrite(file, Math.floor(random() * countPages()) * PAGE, noise(PAGE, random));
  };
  const blows: Record<string, Blow> = {
    'whole pages': pages,
    'a run of pages': (random) =>
      overwrite(file, Math.floor(random() * countPages()) * PAGE, noise(PAGE * Math.ceil(random() * 12), random)),
    'the first page': (random) => overwrite(file, 0, noise(PAGE, random)),
    'a part of the header': (random) => overwrite(file, Math.floor(random() * 100), noise(Math.ceil(random() * 40), random)),
    'the head of a page': (random) => overwrite(file, Math.floor(random() * countPages()) * PAGE, noise(12, random)),
    'a cut off end': (random) => truncateSync(file, Math.floor(random() * statSync(file).size)),
    'nothing but noise': (random) => writeFileSync(file, noise(Math.ceil(random() * 60_000), random)),
    'a text': () => writeFileSync(file, 'Dear ledger, how are you? '.repeat(400)),
    'no byte': () => truncateSync(file, 0),
    'a log of noise': (random) => writeFileSync(`${file}-wal`, noise(40_000, random)),
    'pages, and a log of noise': (random) => {
      pages(random);
      writeFileSync(`${file}-wal`, noise(10_000, random));
    },
  };

  it.each(Object.entries(blows))('%s', async (name, blow) => {
    for (let seed = 1; seed <= 8; seed++) {
      copyFileSync(sound, file);
      rmSync(`${file}-wal`, { force: true });
      blow(createRandom(seed * 7919));
      const bytes = readFileSync(file);
      const finding = inspectFile(file);
      expect(finding.kind, `${name} ${seed}`).not.toBe('newer');
      if (finding.kind === 'damaged') {
        const { aside } = await recover();
        expect(readFileSync(aside ?? '').equals(bytes)).toBe(true);
        expect(inspectFile(file).kind).toBe('sound');
        expectTrueRows(readAll());
      } else {
        // SQLite keeps no checksums: what is wrong within a text, nobody can see.
        readAll();
      }
      ledger?.close();
      ledger = null;
      rmSync(file);
    }
  });
});
