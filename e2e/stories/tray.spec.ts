import { occupyPort } from '../support/occupy-port';
import { isPortOpen } from '../support/port-state';
import { openPage } from '../screens/sidebar';
import { expect, test } from '../support/test';
import { recogniseGlyph } from '../support/tray-glyph';
import { waitForRouting } from '../support/wait-for-routing';

test('a person stops and starts routing from the tray icon', async ({ launch, tray }) => {
  const app = await launch({ args: ['--hidden'] });
  await waitForRouting(app);
  await tray.choose(1); // Stop routing
  await expect.poll(() => isPortOpen(app.port)).toBe(false);
  await tray.choose(1); // Start routing
  await waitForRouting(app);
});

test('the icon shows each of the four states by a shape of its own', async ({ launch, tray }) => {
  const app = await launch({ args: ['--hidden'] });
  const shows = (glyph: string) => expect.poll(async () => recogniseGlyph(app, await tray.photograph())).toBe(glyph);
  await shows('on');
  await tray.choose(2); // Pause
  await shows('paused');
  expect(await isPortOpen(app.port)).toBe(true);
  await tray.choose(2); // Resume
  await shows('on');
  await tray.choose(1); // Stop routing
  await shows('stopped');
  await expect.poll(() => isPortOpen(app.port)).toBe(false);

  const other = await occupyPort(app.port);
  await tray.choose(1); // Start routing, on a port that is now taken
  await shows('fault');
  other.close();
  await tray.choose(1); // Start routing
  await shows('on');
});

test('a plain click opens the window', async ({ launch, tray }) => {
  const app = await launch({ args: ['--hidden'] });
  await waitForRouting(app);
  expect(app.electron.windows()).toHaveLength(0);
  await tray.click();
  await expect((await app.page()).getByRole('navigation').first()).toBeVisible();
});

test('a plain click stops and starts routing once the setting says so', async ({ launch, tray }) => {
  const app = await launch();
  const page = await app.page();
  await tray.photograph();
  await openPage(page, 'Settings');
  await page.getByText('Start or stop routing').click();
  await expect.poll(() => app.readConfig()).toContain('toggle-routing');
  await waitForRouting(app);
  await tray.click();
  await expect.poll(() => isPortOpen(app.port)).toBe(false);
  await expect(page.getByText('Routing is stopped.')).toBeVisible();
  await tray.click();
  await waitForRouting(app);
});

test('Quit in the menu ends the process and frees the port', async ({ launch, tray }) => {
  const app = await launch({ args: ['--hidden'] });
  await waitForRouting(app);
  const ended = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await tray.choose(6); // Stop routing, Pause, While paused, Copy address, Open Switchyard, Quit
  expect(await ended).toBe(0);
  expect(await isPortOpen(app.port)).toBe(false);
});
