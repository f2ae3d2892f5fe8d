import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import electron from 'electron';
import { expect, test } from '../support/test';

const PROJECT = path.resolve(import.meta.dirname, '../..');

test('a data folder that cannot be made is told in a sentence, and the process ends', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'switchyard-blocked-'));
  writeFileSync(path.join(folder, 'file'), 'not a folder');
  const home = path.join(folder, 'file', 'data');
  const child = spawn(String(electron), ['--no-sandbox', PROJECT], { env: { ...process.env, SWITCHYARD_HOME: home } });
  let output = '';
  child.stderr.on('data', (data: Buffer) => (output += String(data)));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(output).toContain(`The data folder ${home} can't be made or written`);
  expect(output).toContain('Set SWITCHYARD_HOME to a folder that you may write to.');
});
