import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger, type Ledger } from '../../ledger';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { exportToFile, type ExportRequest } from './export-file';

let folder: string;
let ledger: Ledger;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-export-'));
  mkdirSync(join(folder, 'to'));
  file = join(folder, 'to', 'requests.json');
  ledger = openLedger(join(folder, 'ledger.db'));
  for (let index = 0; index < 300; index += 1) {
    ledger.record({
      kind: 'finished',
      exchange: sampleExchange({ id: `req_${index}`, startedAt: index + 1, reason: '東'.repeat(3_000) }),
    });
  }
});

afterEach(() => {
  ledger.close();
  chmodSync(join(folder, 'to'), 0o700);
  rmSync(folder, { recursive: true });
});

const signal = new AbortController().signal;

function run(request: Partial<ExportRequest> = {}, mayGoOn?: () => boolean) {
  const whole: ExportRequest = {
    file,
    format: 'json',
    filter: {},
    bodies: false,
    overwrite: false,
    version: '1.2.3',
    ...request,
  };
  return exportToFile(ledger.keeping, whole, { signal, ...(mayGoOn && { mayGoOn }) });
}

const present = () => readdirSync(join(folder, 'to'));

it('writes the file whole, for its owner only, and says how large it is', async () => {
  const report = await run();
  expect(report).toEqual({ file, exchanges: 300, bytes: statSync(file).size });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(300);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(present()).toEqual(['requests.json']);
});

it('replaces a file only where the user said so', async () => {
  writeFileSync(file, 'precious');
  await expect(run()).rejects.toMatchObject({ code: 'export-failed', message: `${file} is there already.` });
  expect(readFileSync(file, 'utf8')).toBe('precious');
  await run({ overwrite: true });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(300);
});

it('does not replace a file that came while it wrote', async () => {
  const appear = () => {
    writeFileSync(file, 'precious');
    return true;
  };
  await expect(run({}, appear)).rejects.toMatchObject({ code: 'export-failed' });
  expect(readFileSync(file, 'utf8')).toBe('precious');
  expect(present()).toEqual(['requests.json']);
});

it('leaves nothing behind, and what was there as it was, when it is cancelled', async () => {
  writeFileSync(file, 'precious');
  let slices = 0;
  expect(await run({ overwrite: true }, () => ++slices < 3)).toBeNull();
  expect(present()).toEqual(['requests.json']);
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

it('says that a folder is not there', async () => {
  const missing = join(folder, 'nowhere', 'a.csv');
  await expect(run({ file: missing })).rejects.toMatchObject({
    code: 'export-failed',
    message: `${missing} could not be written: its folder is not there.`,
    hint: expect.stringContaining('Choose another place'),
  });
});

it.each([
  ['ENOSPC', 'the disk is full'],
  ['EACCES', 'permission denied'],
])('says what the system refuses (%s), and leaves nothing behind', async (code, reason) => {
  const exporter = {
    exportExchanges: () => Promise.reject(Object.assign(new Error(`${code}: refused, write`), { code, syscall: 'write' })),
  };
  const request: ExportRequest = { file, format: 'csv', filter: {}, bodies: false, overwrite: false, version: '1' };
  await expect(exportToFile(exporter, request, { signal })).rejects.toMatchObject({
    message: `${file} could not be written: ${reason}.`,
  });
  expect(present()).toEqual([]);
});
