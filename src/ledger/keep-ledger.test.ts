import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppError } from '../shared/errors';
import { checkPieces } from './check-pieces';
import { inspectFile, SMALL_BYTES } from './inspect-file';
import { keepLedger, type KeeperOptions, type LedgerKeeper } from './keep-ledger';
import { migrations } from './migrations';
import { buildInThread } from './recovery/build-in-thread';
import { buildRecovered } from './recovery/build-recovered';
import { overwrite } from './testing/damage-file';
import { sampleRow, writeSampleLedger } from './testing/sample-ledger';
import { KEPT_ROWS } from './waiting-rows';

let folder: string;
let file: string;
let keeper: LedgerKeeper;
let faults: { fault: AppError | null; givenUp: number }[];
let wake: () => void;
const options = {
  build: vi.fn<KeeperOptions['build']>(),
  onOpened: vi.fn(),
  onFlushed: vi.fn(),
  onFault: vi.fn((fault: AppError | null, givenUp: number) => {
    faults.push({ fault, givenUp });
    wake();
  }),
  onGivingUp: vi.fn(),
  onDamaged: vi.fn(),
  onRecovered: vi.fn(),
  onLost: vi.fn(),
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-keeper-'));
  file = join(folder, 'ledger.db');
  faults = [];
  wake = () => {};
  vi.clearAllMocks();
  options.build.mockImplementation(async (source, target) => buildRecovered(source, target, () => false));
});
afterEach(async () => {
  await keeper?.close();
  rmSync(folder, { recursive: true });
});

const start = () => (keeper = keepLedger(file, options));
const nextFault = () => new Promise<void>((resolve) => (wake = resolve));
const listIds = () =>
  keeper
    .ledger()
    .listExchanges({ before: null, limit: 20_000 })
    .map((row) => row.id);

describe('a ledger that is being recovered', () => {
  it('keeps rows until it is there, closes those of a proxy that has gone, and gives no receipt before', async () => {
    writeSampleLedger(file, 20);
    overwrite(file, 0, new Uint8Array(4096));
    let release = () => {};
    options.build.mockImplementation(async (source, target) => {
      await new Promise<void>((resolve) => (release = resolve));
      return buildRecovered(source, target, () => false);
    });
    start();
    keeper.record(sampleRow(21));
    const running = { ...sampleRow(22).exchange, outcome: 'in-flight' as const };
    keeper.record({ kind: 'started', exchange: running });
    expect(keeper.closeOpenRows('It stopped.', ['req_1', running.id])).toMatchObject([{ id: running.id, outcome: 'failed' }]);
    expect(() => keeper.ledger()).toThrow(expect.objectContaining({ message: expect.stringContaining('is being recovered') }));
    release();
    await keeper.settled();
    expect(options.onFlushed).not.toHaveBeenCalled();
    expect(listIds()).toHaveLength(22);
    expect(options.onFlushed).toHaveBeenCalled();
    expect(options.onRecovered).toHaveBeenCalledWith(expect.objectContaining({ counts: { recovered: 20, known: 20 } }));
  });

  it('is broken off when the ledger is closed, and the damaged file is where it was', async () => {
    writeSampleLedger(file, 500);
    overwrite(file, 0, new Uint8Array(4096));
    const bytes = readFileSync(file);
    options.build.mockImplementation(buildInThread(resolve('out/main/recovery-thread.js')));
    start();
    await keeper.close();
    expect(readdirSync(folder).filter((name) => /recover|damaged/.test(name))).toEqual([]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect([options.onRecovered, options.onFault].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it('that can’t be recovered yet stays where it is, says why, and is tried again', async () => {
    writeFileSync(file, 'A letter. '.repeat(100));
    options.build.mockRejectedValueOnce(new Error('database or disk is full'));
    start();
    keeper.record(sampleRow(1));
    await nextFault();
    expect(faults[0]?.fault).toMatchObject({ code: 'ledger-failed', message: expect.stringContaining('full') });
    expect(readFileSync(file, 'utf8')).toContain('A letter.');
    await nextFault();
    expect(faults[1]).toEqual({ fault: null, givenUp: 0 });
    expect(listIds()).toEqual([sampleRow(1).exchange.id]);
  });
});

describe('a newer ledger', () => {
  it('is refused and left alone, and its place is taken when it was moved away', async () => {
    const newer = new DatabaseSync(file);
    newer.exec(`CREATE TABLE exchanges (id); PRAGMA user_version = ${migrations.length + 1}`);
    newer.close();
    const bytes = readFileSync(file);
    start();
    expect(faults[0]?.fault?.message).toContain('newer Switchyard');
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(folder)).toEqual(['ledger.db']);
    rmSync(file);
    await nextFault();
    expect(faults[1]?.fault).toBeNull();
    expect(listIds()).toEqual([]);
  });
});

describe('rows that can’t be written', () => {
  it('are kept up to a limit; that the oldest are given up is said once, and how many in the end', async () => {
    start();
    const blocker = new DatabaseSync(file);
    blocker.exec('ALTER TABLE exchanges RENAME TO hidden');
    keeper.record(sampleRow(1));
    await nextFault();
    for (let number = 2; number <= KEPT_ROWS + 30; number++) keeper.record(sampleRow(number));
    expect(options.onGivingUp).toHaveBeenCalledTimes(1);
    blocker.exec('ALTER TABLE hidden RENAME TO exchanges');
    blocker.close();
    await nextFault();
    expect(faults.at(-1)).toEqual({ fault: null, givenUp: 30 });
    expect(listIds()).toHaveLength(KEPT_ROWS);
    expect(listIds()).not.toContain(sampleRow(30).exchange.id);
  });

  it('are kept up to the same limit before there is a ledger', async () => {
    writeFileSync(file, 'A letter. '.repeat(100));
    options.build.mockRejectedValueOnce(new Error('database or disk is full'));
    start();
    for (let number = 1; number <= KEPT_ROWS + 2; number++) keeper.record(sampleRow(number));
    await nextFault();
    await nextFault();
    expect(faults.at(-1)).toEqual({ fault: null, givenUp: 2 });
    expect(listIds()).toHaveLength(KEPT_ROWS);
  });
});

describe('the check of a large file', () => {
  it('reads every page of rows and indexes in pieces, and throws at one that can’t be right', () => {
    writeSampleLedger(file, 700);
    const pages = readFileSync(file).length / 4096;
    const database = new DatabaseSync(file);
    expect([...checkPieces(database)].length).toBeGreaterThan(5);
    database.close();
    const sound = readFileSync(file);
    for (let page = 1; page < pages; page++) {
      const kind = sound[page * 4096] ?? 0;
      if (![2, 5, 10, 13].includes(kind)) continue;
      overwrite(file, page * 4096, new Uint8Array(16));
      const damaged = new DatabaseSync(file);
      expect(() => [...checkPieces(damaged)], `page ${page} of kind ${kind}`).toThrow('malformed');
      damaged.close();
      writeFileSync(file, sound);
    }
  });

  it('is left to later: at the start a large file is looked at no further than its schema', () => {
    writeSampleLedger(file, 10);
    const sound = readFileSync(file);
    writeFileSync(file, Buffer.concat([sound, Buffer.alloc(SMALL_BYTES)]));
    expect(inspectFile(file)).toMatchObject({ kind: 'sound' });
    writeFileSync(file, Buffer.concat([Buffer.alloc(4096), sound.subarray(4096), Buffer.alloc(SMALL_BYTES)]));
    expect(inspectFile(file)).toMatchObject({ kind: 'damaged' });
  });
});
