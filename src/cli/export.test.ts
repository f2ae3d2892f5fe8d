import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openLedger, type Ledger } from '../ledger';
import { sampleExchange } from '../shared/testing/sample-exchange';

const SCRIPT = resolve('out/main/cli.js');

let home: string;
let ledger: Ledger | null;

beforeAll(() => {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-cli-export-'));
  ledger = null;
});

afterEach(() => {
  ledger?.close();
  rmSync(home, { recursive: true });
});

async function run(...words: string[]) {
  const env = { PATH: process.env.PATH, HOME: home, SWITCHYARD_HOME: home };
  const child = spawn(process.execPath, [SCRIPT, 'export', ...words], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let complaint = '';
  child.stdout.on('data', (data: Buffer) => (text += String(data)));
  child.stderr.on('data', (data: Buffer) => (complaint += String(data)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text, complaint };
}

it('exports what fits a filter from a ledger that is being written, and replaces no file unasked', async () => {
  ledger = openLedger(join(home, 'ledger.db'));
  for (const [index, route] of (['think', 'default', 'think'] as const).entries()) {
    ledger.record({
      kind: 'finished',
      exchange: sampleExchange({ id: `req_${index}`, route, startedAt: Date.UTC(2026, 5, 10 + index) }),
    });
  }
  ledger.flush();
  const words = ['--out', 'requests.json', '--route', 'think', '--from', '2026-06-11T00:00:00Z'];
  const file = join(home, 'requests.json');
  expect(await run(...words)).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^1 request written to requests\.json \([\d,]+ bytes\)\.\n$/),
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ id: 'req_2' }]);
  expect(await run(...words)).toEqual({
    code: 1,
    text: '',
    complaint: `switchyard: ${file} is there already. Choose another name, or have it replaced with --force.\n`,
  });
  expect((await run(...words, '--force')).code).toBe(0);
});

it('says what is wrong with the words, or that there is no ledger', async () => {
  expect(await run('--out', 'a.txt')).toEqual({
    code: 2,
    text: '',
    complaint: 'switchyard: --format must be csv, json or har. See switchyard --help.\n',
  });
  expect(await run('--out', 'a.csv')).toEqual({
    code: 1,
    text: '',
    complaint: `switchyard: There is no ledger ${join(home, 'ledger.db')} yet. Check SWITCHYARD_HOME, or start Switchyard once.\n`,
  });
  expect(existsSync(join(home, 'a.csv'))).toBe(false);
});
