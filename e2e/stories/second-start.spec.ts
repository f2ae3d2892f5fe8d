import { spawn } from 'node:child_process';
import path from 'node:path';
import type { App } from '../support/launch-app';
import { isPortOpen } from '../support/port-state';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';
import { pressWindowButton, readWindow } from '../support/window-state';

const PROJECT = path.resolve(import.meta.dirname, '../..');

/** Starts Switchyard a second time on the same data folder; resolves with its exit code. */
async function startAgain(app: App): Promise<number | null> {
  const executable = await app.electron.evaluate(() => process.execPath);
  const child = spawn(executable, ['--no-sandbox', PROJECT], {
    env: { ...process.env, SWITCHYARD_HOME: app.home },
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

test('a second start brings the first window to the front and ends', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  await waitForRouting(app);
  await expect.poll(() => readWindow(app, page)).toMatchObject({ visible: true });
  await pressWindowButton(app, page, 'minimize');
  await expect.poll(() => readWindow(app, page)).toMatchObject({ minimised: true });

  expect(await startAgain(app)).toBe(0);
  await expect.poll(() => readWindow(app, page)).toMatchObject({ minimised: false, focused: true });
  expect(app.electron.windows()).toHaveLength(1);
  expect(await isPortOpen(app.port)).toBe(true);
});

test('a second start opens the window of one that was started hidden', async ({ launch, tray }) => {
  const app = await launch({ args: ['--hidden'] });
  await tray.photograph();
  await waitForRouting(app);
  expect(app.electron.windows()).toHaveLength(0);
  expect(await startAgain(app)).toBe(0);
  await expect.poll(() => app.electron.windows().length).toBe(1);
});

test('a hidden start shows the window where there is no tray to find it by', async ({ launch }) => {
  const app = await launch({ args: ['--hidden'] });
  await expect.poll(() => app.electron.windows().length).toBe(1);
});
