import { isPortOpen } from '../support/port-state';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';
import { pressWindowButton, readWindow } from '../support/window-state';

test('closing the window leaves routing in the tray, which is said once', async ({ launch, tray }) => {
  const app = await launch();
  const page = await app.page();
  await tray.photograph();
  await waitForRouting(app);
  await expect(page.getByRole('navigation').first()).toBeVisible();

  await pressWindowButton(app, page, 'close');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('tray');
  await dialog.getByRole('button').last().click();
  await expect.poll(() => readWindow(app, page)).toMatchObject({ visible: false });
  expect(await isPortOpen(app.port)).toBe(true);

  await tray.click();
  await expect.poll(() => readWindow(app, page)).toMatchObject({ visible: true });
  await expect(dialog).toHaveCount(0);

  await pressWindowButton(app, page, 'close');
  await expect.poll(() => readWindow(app, page)).toMatchObject({ visible: false });
  expect(await isPortOpen(app.port)).toBe(true);
});

test('without a tray to come back from, closing minimises the window', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  await waitForRouting(app);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await pressWindowButton(app, page, 'close');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button').last().click();
  await expect.poll(() => readWindow(app, page)).toMatchObject({ minimised: true });
  expect(await isPortOpen(app.port)).toBe(true);
});

test('the window comes back where it was left', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  const window = await app.electron.browserWindow(page);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await window.evaluate((shown) => shown.setBounds({ x: 120, y: 60, width: 1000, height: 650 }));
  await expect.poll(() => window.evaluate((shown) => shown.getBounds().width)).toBe(1000);
  await app.close();

  const again = await launch({ home: app.home });
  const bounds = await (await again.electron.browserWindow(await again.page())).evaluate((shown) => shown.getNormalBounds());
  expect(bounds).toMatchObject({ width: 1000, height: 650 });
});
