import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import type { App } from '../support/launch-app';
import { sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const routedTo = (baseUrl: string): Pick<ConfigFile, 'providers' | 'routes'> => ({
  providers: [
    {
      id: 'anthropic',
      preset: 'anthropic',
      baseUrl,
      keys: [{ source: 'none' }],
      models: ['claude-sonnet-4-5', 'claude-haiku-4-5'],
    },
  ],
  routes: { default: { targets: ['anthropic/claude-sonnet-4-5'] } },
});

/** Puts lines of long ago into a log, as many runs would have left them. */
function writeOldLines(app: App, count: number): void {
  const folder = path.join(app.home, 'logs');
  const [first = ''] = readdirSync(folder)
    .filter((file) => /^server-\d{4}/.test(file))
    .sort();
  const old = first.replace(/\d{4}-\d\d-\d\d/, '2026-06-12');
  const line = (number: number) =>
    `[2026-06-12T10:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}.000Z] route=default provider=openrouter model=old-model-${number} status=200 tokens_in=4821 tokens_out=913 latency_ms=6842\n`;
  appendFileSync(path.join(folder, old), Array.from({ length: count }, (_, number) => line(number)).join(''));
}

test('the logs are read from their end, followed live, searched and copied', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: ({ body }) =>
      JSON.stringify(body.messages).includes('fail')
        ? { error: { status: 400, body: { type: 'error', error: { type: 'invalid_request_error', message: 'No such thing.' } } } }
        : { blocks: [{ type: 'text', text: 'Done.' }] },
  });
  const app = await launch({ config: routedTo(upstream.url) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Settings');
  await page.getByRole('link', { name: 'Read the logs' }).click();
  await expect(page.getByText('Nothing has been written yet')).toBeVisible();

  const rows = page.getByRole('option');
  await sendRequest(app, 'Hello');
  await expect(rows).toHaveCount(1);
  await (await sendRequest(app, 'Please fail')).text();
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText('status=400');

  writeOldLines(app, 1_500);
  await page.getByRole('radio', { name: 'App' }).click({ force: true });
  await expect(rows.last()).toContainText('routed');
  await expect(rows.filter({ hasText: 'warn' }).last()).toContainText('No such thing.');
  await rows.last().click();
  await expect(page.getByRole('region', { name: 'The line' })).toContainText('"requestedModel"');
  await takePictures(app, page, 'logs-app');
  await page.getByRole('combobox', { name: 'Level' }).click();
  await page.getByRole('option', { name: 'warn and graver' }).click();
  await expect(page.getByRole('listbox', { name: 'Lines' }).getByRole('option')).toHaveCount(1);

  await page.getByRole('radio', { name: 'Requests' }).click({ force: true });
  await expect(rows.last()).toContainText('status=400');
  await takePictures(app, page, 'logs-server');
  // Scrolled away from its end, the list stays where it is and says what came.
  const list = page.getByRole('listbox', { name: 'Lines' });
  await list.evaluate((element) => element.scrollBy({ top: -600 }));
  const top = await list.evaluate((element) => element.scrollTop);
  for (let number = 0; number < 3; number += 1) await sendRequest(app, 'Hello again');
  await expect(page.getByRole('button', { name: '3 new' })).toBeVisible();
  expect(await list.evaluate((element) => element.scrollTop)).toBe(top);
  await page.getByRole('button', { name: '3 new' }).click();
  await expect(page.getByRole('button', { name: 'new' })).toHaveCount(0);
  await expect(rows.last()).toBeInViewport();
  // Up to the first line of the oldest file.
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo({ top: 0 }));
    await expect(rows.first()).toContainText('old-model-0', { timeout: 200 });
  }).toPass();

  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Filter the lines' }).fill('OLD-MODEL-77 status');
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Copy the lines shown' }).click();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('model=old-model-77 status=200');
  await page.getByRole('textbox', { name: 'Filter the lines' }).fill('no such words');
  await expect(page.getByText('No line fits')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(rows.last()).toContainText('status=200');
});

test('what is written of requests is chosen in the settings, and a faulty pattern is told before it is kept', async ({
  launch,
}) => {
  const app = await launch({ config: routedTo('http://127.0.0.1:9') });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Settings');
  const logging = () => (JSON.parse(app.readConfig()) as ConfigFile).logging;

  await page.getByRole('radiogroup', { name: 'Log level' }).getByRole('radio', { name: 'Warn' }).click({ force: true });
  await expect(page.getByText('Requests that failed and why')).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Bodies on the disk' }).getByRole('radio', { name: 'All' }).click({ force: true });
  await expect(page.getByText('Every prompt and every answer stays on the disk')).toBeVisible();
  await page.getByRole('textbox', { name: 'Kilobytes kept of one body' }).fill('0');
  await expect(page.getByText('from 1 to 50,000')).toBeVisible();
  await page.getByRole('textbox', { name: 'Kilobytes kept of one body' }).fill('250');
  await page.keyboard.press('Enter');

  const pattern = page.getByRole('textbox', { name: 'New pattern' });
  await pattern.fill('ACME-(\\d+');
  await expect(page.getByText('is no regular expression: unterminated group')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add the pattern' })).toBeDisabled();
  await pattern.fill('ACME-\\d{6}$');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Patterns' })).toContainText('ACME-\\d{6}$');

  const folder = page.getByRole('textbox', { name: 'Folder of a project' });
  for (const name of ['/home/ann/work/secret', '/home/ann/work/open']) {
    await folder.fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('cell', { name, exact: true })).toBeVisible();
  }
  const open = page.getByRole('row').filter({ hasText: '/home/ann/work/open' });
  await open.getByRole('switch').click();
  await open.getByRole('combobox').click();
  await page.getByRole('option', { name: 'of failed requests' }).click();
  await expect.poll(logging).toMatchObject({
    level: 'warn',
    bodies: 'all',
    bodyLimit: 250_000,
    redact: ['ACME-\\d{6}$'],
    projects: { '/home/ann/work/secret': { private: true }, '/home/ann/work/open': { bodies: 'errors' } },
  });
  const route = page.getByRole('row').filter({ hasText: 'default' });
  await route.getByRole('switch').click();
  await expect(route).toContainText('none, as it is private');
  await expect.poll(() => (JSON.parse(app.readConfig()) as ConfigFile).routes?.default).toMatchObject({ private: true });
  await pattern.fill('(');
  await folder.scrollIntoViewIfNeeded();
  await takePictures(app, page, 'settings-logging');
  await page.getByRole('button', { name: 'Remove the pattern' }).click();
  await expect.poll(() => logging()?.redact).toEqual([]);
  expect((await askApp(app, 'app.state', undefined)).logging).toMatchObject({ level: 'warn' });
  expect(readFileSync(path.join(app.home, 'config.json'), 'utf8')).not.toContain('ACME');
});
