import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../support/free-port';
import { isPortOpen } from '../support/port-state';
import { expect, test } from '../support/test';
import { findPackagedApp } from './packaged-app';

const NOBODY = 65_534;

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'switchyard-user-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the packaged app that any user may read, and a script that starts it as a user who is not root. */
function prepareForPlainUser(): string {
  execFileSync('cp', ['-r', path.dirname(findPackagedApp()), path.join(folder, 'app')]);
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  execFileSync('mkdir', ['-p', path.join(folder, 'home')]);
  const starter = path.join(folder, 'start');
  const asUser = process.getuid?.() === 0 ? `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups ` : '';
  writeFileSync(starter, `#!/bin/sh\nexec ${asUser}"${folder}/app/switchyard" "$@"\n`);
  chmodSync(starter, 0o755);
  return starter;
}

test('a plain user runs it with the real sandbox around the page', async ({ launch }) => {
  const executable = prepareForPlainUser();
  const home = path.join(folder, 'home');
  const port = await findFreePort();
  writeFileSync(path.join(home, 'config.json'), JSON.stringify({ version: 1, listen: { port } }));
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home]);

  const app = await launch({
    executable,
    home,
    sandbox: true,
    environment: { HOME: home, XDG_RUNTIME_DIR: home, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  });
  const page = await app.page();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => isPortOpen(port)).toBe(true);

  const renderer = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = readFileSync(`/proc/${renderer}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\s+2$/m);
  expect(status).not.toMatch(/^Uid:\s+0\s/m);
});
