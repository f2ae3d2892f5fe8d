import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

const SCRIPT = resolve('out/main/cli.js');

let home: string;
const children = new Set<ChildProcessByStdio<null, Readable, Readable>>();

beforeAll(() => {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-cli-logs-'));
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(home, { recursive: true });
});

function start(words: string[]) {
  const env = { PATH: process.env.PATH, HOME: home, SWITCHYARD_HOME: home };
  const child = spawn(process.execPath, [SCRIPT, 'logs', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let text = '';
  let wake = () => {};
  child.stdout.on('data', (data: Buffer) => {
    text += String(data);
    wake();
  });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => (complaint += String(data)));
  return {
    child,
    ended: once(child, 'close').then(([code]) => ({ code: code as number, text, complaint })),
    async until(part: string): Promise<void> {
      while (!text.includes(part)) await new Promise<void>((done) => (wake = done));
    },
  };
}

function writeLog(file: string, text: string): void {
  mkdirSync(join(home, 'logs'), { recursive: true });
  writeFileSync(join(home, 'logs', file), text);
}

it('prints the newest lines, over more than one file, and nothing that a terminal would obey', async () => {
  writeLog('server-2026-06-11.log', 'one\ntwo\n');
  writeLog('server-2026-06-12.log', 'three\u001b[2J\n');
  expect(await start(['-n', '2']).ended).toEqual({ code: 0, text: 'two\nthree?[2J\n', complaint: '' });
});

it('says where it looked when there is no log, and what is wrong with the folder', async () => {
  const none = await start(['app']).ended;
  expect(none).toMatchObject({
    code: 0,
    text: '',
    complaint: `switchyard: ${join(home, 'logs')} has no lines of the app log yet.\n`,
  });
  writeFileSync(join(home, 'logs'), '');
  const fault = await start(['app']).ended;
  expect(fault).toMatchObject({
    code: 1,
    text: '',
    complaint: expect.stringContaining('a part of its path is a file, not a folder.'),
  });
});

it('follows what is written, and ends in good order', async () => {
  writeLog('app-2026-06-12.log', 'one\n');
  const run = start(['app', '--follow']);
  await run.until('one\n');
  appendFileSync(join(home, 'logs', 'app-2026-06-12.log'), 'two\n');
  await run.until('two\n');
  writeLog('app-2026-06-12.1.log', 'three\n');
  await run.until('three\n');
  run.child.kill('SIGINT');
  expect(await run.ended).toEqual({ code: 0, text: 'one\ntwo\nthree\n', complaint: '' });
});

it('ends when nobody reads it any more', async () => {
  writeLog('app-2026-06-12.log', 'one\n');
  const run = start(['app', '--follow']);
  await run.until('one\n');
  run.child.stdout.destroy();
  // The pipe is found closed by writing to it.
  appendFileSync(join(home, 'logs', 'app-2026-06-12.log'), 'two\n');
  expect((await run.ended).code).toBe(0);
});
