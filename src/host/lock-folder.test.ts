import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder } from './lock-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchyard-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('refuses a folder that is in use, and takes it once it is free', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder-in-use', message: expect.stringContaining(folder) });
  await release();
  await (
    await lockFolder(folder)
  )();
});

it('takes the folder of a process that was killed', async () => {
  const script = `require('net').createServer().listen(${JSON.stringify(path.join(folder, 'running.sock'))}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder-in-use' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (
    await lockFolder(folder)
  )();
});

it('locks a folder whose path is too long for a socket', async () => {
  const deep = path.join(folder, 'd'.repeat(120));
  mkdirSync(deep);
  const release = await lockFolder(deep);
  await expect(lockFolder(deep)).rejects.toMatchObject({ code: 'folder-in-use' });
  await release();
});

it('lets two be on a folder that neither can write', async () => {
  // Linux lets nobody make a file there, not even root.
  const first = await lockFolder('/proc');
  const second = await lockFolder('/proc');
  await Promise.all([first(), second()]);
});
