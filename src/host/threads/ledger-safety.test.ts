import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mayMount, mountFolder, type MountedFolder } from './testing/mount-folder';
import { finished, startLedger, type TestLedger } from './testing/start-ledger';

const PAGE = 4096;
const SLOW_MS = 60_000;

let folder: string;
let file: string;
let ledger: TestLedger;
let mounted: MountedFolder | null;

beforeAll(() => {
  if (!existsSync(resolve('out/main/recovery-thread.js')))
    throw new Error('The thread scripts are not built: run npm run build first.');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-safety-'));
  file = join(folder, 'ledger.db');
  mounted = null;
});
afterEach(async () => {
  await ledger.stop();
  mounted?.unmount();
  rmSync(folder, { recursive: true, force: true });
});

/** Leaves a ledger of so many requests, closed in good order. */
async function fill(count: number): Promise<string[]> {
  ledger = startLedger(folder);
  const ids = Array.from({ length: count }, (_, number) => `req_old_${number}`);
  for (const id of ids) ledger.link.record(finished(id));
  await ledger.untilKept(...ids);
  await ledger.stop();
  return ids;
}

/** Zeroes every second of the pages that hold rows. */
function damageRows(): void {
  const bytes = readFileSync(file);
  const pages = Array.from({ length: bytes.length / PAGE }, (_, page) => page).filter(
    (page) => bytes[page * PAGE] === 13 && page > 0,
  );
  const fd = openSync(file, 'r+');
  for (const page of pages.filter((_, index) => index % 2 === 1)) writeSync(fd, Buffer.alloc(PAGE), 0, PAGE, page * PAGE);
  closeSync(fd);
}

const listIds = async () => (await ledger.client.call('list', { before: null, limit: 20_000 })).map((row) => row.id);
const damagedFiles = () => readdirSync(folder).filter((name) => name.startsWith('ledger-damaged-') && name.endsWith('.db'));

describe('a damaged ledger', () => {
  it('at the start: is moved aside, what can be read is in a new one, and new rows are recorded', async () => {
    const old = await fill(500);
    damageRows();
    const bytes = readFileSync(file);
    ledger = startLedger(folder);
    ledger.link.record(finished('req_new'));
    const told = await ledger.untilEvent('recovered');
    await ledger.untilKept('req_new');
    const [aside = ''] = damagedFiles();
    const kept = (await listIds()).filter((id) => old.includes(id));
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(500);
    expect(told.message).toBe(`The ledger was damaged, and a new one was made. ${kept.length} of 500 requests were recovered.`);
    expect(told.hint).toContain(join(folder, aside));
    expect(readFileSync(join(folder, aside)).equals(bytes)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('while it runs: the thread lets go of it, starts again and recovers it, and no row is lost', async () => {
    const old = await fill(500);
    ledger = startLedger(folder);
    ledger.link.record(finished('req_before'));
    await ledger.untilTold('req_before');
    damageRows();
    await expect(ledger.client.call('list', { before: null, limit: 1_000 })).rejects.toMatchObject({
      message: expect.any(String),
    });
    ledger.link.record(finished('req_after'));
    expect(await ledger.untilEvent('lost')).toMatchObject({ loss: 'damaged' });
    await ledger.untilEvent('recovered');
    await ledger.untilKept('req_before', 'req_after');
    expect((await listIds()).filter((id) => old.includes(id)).length).toBeGreaterThan(10);
    expect(damagedFiles()).toHaveLength(1);
  });

  it('that is no ledger at all: says that nothing could be read', async () => {
    writeFileSync(file, 'Not a database. '.repeat(100));
    ledger = startLedger(folder);
    expect(await ledger.untilEvent('recovered')).toMatchObject({
      message: expect.stringContaining('Nothing of the old one could be read.'),
    });
    ledger.link.record(finished('req_new'));
    await ledger.untilKept('req_new');
  });
});

describe('a ledger file that goes away while it is open', () => {
  it.each([
    ['is deleted', () => rmSync(file), []],
    ['is deleted with its folder', () => rmSync(folder, { recursive: true }), []],
    ['is replaced', () => renameSync(`${file}.other`, file), ['req_old_2', 'req_old_1', 'req_old_0']],
  ])('%s: that is noticed at the next row, which goes into the file that lies there then', async (_what, take, after) => {
    await fill(3);
    if (existsSync(file)) writeFileSync(`${file}.other`, readFileSync(file));
    ledger = startLedger(folder);
    await ledger.untilKept('req_old_2');
    take();
    ledger.link.record(finished('req_after'));
    expect(await ledger.untilEvent('lost')).toEqual({ kind: 'lost', loss: 'gone' });
    await ledger.untilKept('req_after');
    expect(await listIds()).toEqual(['req_after', ...after]);
    expect(damagedFiles()).toEqual([]);
  });
});

describe('a ledger that can’t be written', () => {
  it('another program holds it for longer than a write waits: nothing is lost', async () => {
    await fill(1);
    ledger = startLedger(folder);
    const holder = spawn(process.execPath, [resolve('src/ledger/testing/hold-lock.mjs'), file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    ledger.link.record(finished('req_1'));
    expect(await ledger.untilEvent('fault')).toMatchObject({ fault: { message: expect.stringContaining('database is locked') } });
    ledger.link.record(finished('req_2'));
    await ledger.untilTold('req_2');
    holder.stdin.end();
    await once(holder, 'close');
    await ledger.untilKept('req_1', 'req_2');
  });

  it('its folder is read-only: rows reach the screens, and the ledger comes by itself when it can', async () => {
    const setWritable = makeReadOnly();
    ledger = startLedger(folder);
    const { fault } = await ledger.untilEvent('fault');
    expect(fault).toMatchObject({ code: 'ledger-failed', hint: expect.stringContaining('permissions') });
    ledger.link.record(finished('req_1'));
    await ledger.untilTold('req_1');
    setWritable();
    await ledger.untilKept('req_1');
    expect(ledger.events).toContainEqual({ kind: 'fault', fault: null, givenUp: 0 });
  });

  // Elsewhere src/ledger/full-disk.test.ts shows what a full disk does.
  if (mayMount())
    it(
      'its disk is full: the rows wait, and are written when there is room',
      async () => {
        mounted = mountFolder(folder, 2_000_000);
        ledger = startLedger(folder);
        ledger.link.record(finished('req_1'));
        await ledger.untilKept('req_1');
        fillDisk(join(folder, 'ballast'));
        const ids = Array.from({ length: 800 }, (_, number) => `req_full_${number}`);
        for (const id of ids) ledger.link.record(finished(id));
        expect(await ledger.untilEvent('fault')).toMatchObject({ fault: { message: expect.stringMatching(/full|disk I\/O/) } });
        await ledger.untilTold('req_full_799');
        rmSync(join(folder, 'ballast'));
        await ledger.untilKept('req_1', ...ids);
      },
      SLOW_MS,
    );
});

function fillDisk(ballast: string): void {
  const fd = openSync(ballast, 'w');
  try {
    for (;;) writeSync(fd, Buffer.alloc(PAGE, 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(fd);
  }
}

/** By a mount where that is allowed, since root may write whatever the modes say; else by the modes. Returns how to end it. */
function makeReadOnly(): () => void {
  mounted = mountFolder(folder, 8_000_000);
  if (mounted) {
    mkdirSync(join(folder, 'logs'));
    mounted.setWritable(false);
    return () => mounted?.setWritable(true);
  }
  expect(process.getuid?.(), 'root without the right to mount can’t make a folder read-only').not.toBe(0);
  chmodSync(folder, 0o500);
  return () => chmodSync(folder, 0o700);
}
