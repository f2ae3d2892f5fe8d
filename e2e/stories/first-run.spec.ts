import { openPage } from '../screens/sidebar';
import { runLines } from '../support/run-lines';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

test('a first run leads from the simulator to a row and a chart, without a provider of one’s own', async ({ launch }) => {
  const app = await launch({ firstRun: true });
  const page = await app.page();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Three steps to the first routed request');

  await waitForRouting(app);
  await page.getByRole('button', { name: 'Send a trial request' }).click();
  await expect(page.getByText('Requests go to')).toContainText('simulator/');
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.getByRole('button', { name: 'Copy the lines' }).click();
  const lines = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(lines).toContain(`ANTHROPIC_BASE_URL=${app.address}`);
  expect(await page.content()).not.toContain(/ANTHROPIC_AUTH_TOKEN=(\S+)/.exec(lines)?.[1]);

  await expect(page.getByText('Waiting for the first request')).toBeVisible();
  expect(await runLines(lines, 'Say hello')).toBe(200);
  await expect(page.getByText('Waiting for the first request')).toHaveCount(0);
  await page.getByRole('button', { name: 'Open Switchyard' }).click();

  await openPage(page, 'Requests');
  const rows = page.getByRole('grid', { name: 'Requests' }).getByRole('row').filter({ hasText: 'default' });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('simulator');
  await rows.first().click();
  await expect(page.getByRole('complementary', { name: /^Request req_/ })).toContainText('default');

  await openPage(page, 'Overview');
  await expect(
    page
      .getByRole('application', { name: /^Spend by hour today/ })
      .locator('path')
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /^default/ })).toContainText('2');

  await app.close();
  const again = await launch({ home: app.home });
  await expect((await again.page()).getByRole('heading', { level: 1 })).toHaveText('Overview');
  await waitForRouting(again);
});

test('the first steps can be skipped', async ({ launch }) => {
  const app = await launch({ firstRun: true });
  const page = await app.page();
  await page.getByRole('button', { name: /^Skip/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
});
