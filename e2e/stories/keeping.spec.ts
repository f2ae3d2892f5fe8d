import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import { openPage } from '../screens/sidebar';
import { ageRequests } from '../../src/ledger/testing/age-requests';
import { askApp } from '../support/ask-app';
import type { App } from '../support/launch-app';
import { sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const routedTo = (baseUrl: string): Pick<ConfigFile, 'providers' | 'routes'> => ({
  providers: [{ id: 'anthropic', preset: 'anthropic', baseUrl, keys: [{ source: 'none' }], models: ['claude-sonnet-4-5'] }],
  routes: { default: { targets: ['anthropic/claude-sonnet-4-5'] } },
});

/** From now on the system's dialog for a file to save is answered so; null: cancelled. */
async function answerSaveDialog(app: App, file: string | null): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, file);
}

test('requests are exported to a file that the user chooses', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: () => ({ blocks: [{ type: 'text', text: 'Done.' }] }),
  });
  const app = await launch({ config: routedTo(upstream.url) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Requests');
  for (let number = 0; number < 3; number += 1) await (await sendRequest(app, 'Hello')).text();
  await expect.poll(async () => (await askApp(app, 'ledger.info', undefined)).exchanges).toBe(3);

  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await answerSaveDialog(app, null);
  await choose('As CSV');
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible();

  const csv = path.join(app.home, 'requests.csv');
  await answerSaveDialog(app, csv);
  await choose('As CSV');
  await expect(page.getByText(`3 requests written to ${csv}`)).toBeVisible();
  expect(readFileSync(csv, 'utf8').split('\r\n')).toHaveLength(5);

  const har = path.join(app.home, 'requests.har');
  await answerSaveDialog(app, har);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitemradio', { name: 'All' }).click();
  await takePictures(app, page, 'export-menu');
  await page.getByRole('menuitem', { name: 'As HAR' }).click();
  await expect(page.getByText(`3 requests written to ${har}`)).toBeVisible();
  expect((JSON.parse(readFileSync(har, 'utf8')) as { log: { entries: unknown[] } }).log.entries).toHaveLength(3);

  const nowhere = path.join(app.home, 'nowhere', 'requests.json');
  await answerSaveDialog(app, nowhere);
  await choose('As JSON');
  await expect(page.getByText(`${nowhere} could not be written: its folder is not there.`)).toBeVisible();
  expect(existsSync(nowhere)).toBe(false);
});

test('what a retention deletes is shown before it does', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: () => ({ blocks: [{ type: 'text', text: 'Done.' }] }),
  });
  const first = await launch({ config: routedTo(upstream.url) });
  await waitForRouting(first);
  for (let number = 0; number < 2; number += 1) await (await sendRequest(first, 'Hello')).text();
  await expect.poll(async () => (await askApp(first, 'ledger.info', undefined)).exchanges).toBe(2);
  await first.close();
  ageRequests(path.join(first.home, 'ledger.db'), 40);

  const app = await launch({ home: first.home });
  const page = await app.page();
  await waitForRouting(app);
  await (await sendRequest(app, 'Hello')).text();
  await openPage(page, 'Settings');
  const group = page.getByRole('region', { name: 'Ledger' });
  await expect(group.getByText('3 requests since')).toBeVisible();
  await expect(group.getByText('Nothing goes now')).toBeVisible();

  const days = group.getByRole('textbox', { name: 'Requests, days' });
  await days.fill('0');
  await expect(group.getByText('Write a whole number from 1 to 36,500.')).toBeVisible();
  await days.fill('30');
  await expect(group.getByText(/^2 requests before .* go; about .* become free\.$/)).toBeVisible();
  await group.scrollIntoViewIfNeeded();
  await takePictures(app, page, 'settings-ledger-preview');
  expect((JSON.parse(app.readConfig()) as ConfigFile).logging?.retention).toBeUndefined();
  await group.getByRole('button', { name: 'Save these limits' }).click();
  await expect.poll(() => (JSON.parse(app.readConfig()) as ConfigFile).logging?.retention?.days).toBe(30);

  await group.getByRole('button', { name: 'Delete it now' }).click();
  await expect(group.getByText('Deleted: 2 requests')).toBeVisible();
  await expect(group.getByText('1 request since')).toBeVisible();
  await group.getByRole('switch', { name: 'for ever' }).click();
  await expect(days).toBeDisabled();
  await expect(group.getByText('Nothing goes now')).toBeVisible();
  await group.getByRole('button', { name: 'Put them back' }).scrollIntoViewIfNeeded();
  await takePictures(app, page, 'settings-ledger');
  await group.getByRole('button', { name: 'Put them back' }).click();
  await expect(days).toHaveValue('30');
});
