import { fillProviderForm } from '../screens/provider-form';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';
import { pressWindowButton } from '../support/window-state';

test('pictures of the first run', async ({ launch }) => {
  const app = await launch({ firstRun: true });
  const page = await app.page();
  await waitForRouting(app);
  await expect(page.getByRole('button', { name: 'Send a trial request' })).toBeVisible();
  await takePictures(app, page, 'first-run');
  await page.getByRole('button', { name: 'Send a trial request' }).click();
  await expect(page.getByRole('button', { name: 'Send another' })).toBeEnabled();
  await takePictures(app, page, 'first-run-answered');
  await page.getByRole('button', { name: 'Go on' }).click();
  await takePictures(app, page, 'first-run-connect');
  await page.getByRole('button', { name: 'Copy the lines' }).click();
  await expect(page.getByText('Waiting for the first request')).toBeVisible();
  await takePictures(app, page, 'first-run-run');
});

test('pictures of the empty screens', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  for (const name of ['Overview', 'Requests', 'Routes', 'Providers'] as const) {
    await openPage(page, name);
    await takePictures(app, page, `${name.toLowerCase()}-empty`);
  }
});

test('pictures of the screens in use', async ({ launch, serveUpstream, tray }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5', 'claude-haiku-4-5'],
    answer: ({ body }) => {
      const asked = JSON.stringify(body.messages);
      if (asked.includes('fail'))
        return { error: { status: 529, body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } } };
      if (asked.includes('slow'))
        return { blocks: [{ type: 'text', text: 'A long answer.' }], fault: { afterRecords: 4, kind: 'hang' } };
      return { blocks: [{ type: 'text', text: 'Done.' }], usage: { input: 4200, output: 180 + asked.length, cacheRead: 11_000 } };
    },
  });
  const app = await launch({
    config: {
      providers: [
        {
          id: 'anthropic',
          preset: 'anthropic',
          baseUrl: upstream.url,
          keys: [{ source: 'none' }],
          models: ['claude-sonnet-4-5', 'claude-haiku-4-5'],
        },
        { id: 'local', preset: 'ollama', keys: [{ source: 'none' }], models: ['qwen3:8b'] },
        {
          id: 'openrouter',
          preset: 'openrouter',
          keys: [{ source: 'env', name: 'NOT_SET_HERE' }],
          models: ['openai/gpt-oss-120b:free'],
        },
      ],
      routes: { default: { targets: ['anthropic/claude-sonnet-4-5', 'local/qwen3:8b'] } },
    },
  });
  const page = await app.page();
  await waitForRouting(app);
  await tray.photograph();
  for (let number = 0; number < 12; number += 1)
    await sendRequest(app, `Request ${'x'.repeat(number * 40)}`, { stream: number % 2 === 0 });
  const slow = await sendRequest(app, 'Be slow', { stream: true });
  // It fails often enough for its target to be passed over from then on.
  await (await sendRequest(app, 'Please fail')).text();
  await expect.poll(async () => (await askApp(app, 'exchanges.list', { before: null, limit: 50 })).length).toBe(14);

  await openPage(page, 'Overview');
  // The sums follow the rows within a second.
  await expect(page.getByText('finished today').locator('..')).toContainText('13');
  await takePictures(app, page, 'overview');
  await openPage(page, 'Requests');
  await takePictures(app, page, 'requests');
  await page.getByRole('row').filter({ hasText: 'default' }).nth(1).click();
  await expect(page.getByRole('complementary', { name: /^Request/ })).toBeVisible();
  await takePictures(app, page, 'request-detail');
  await openPage(page, 'Routes');
  await takePictures(app, page, 'routes');
  await openPage(page, 'Providers');
  await takePictures(app, page, 'providers');
  await fillProviderForm(page, {
    name: 'My gateway',
    baseUrl: 'https://llm.example.net/v1',
    key: { paste: 'sk-never-shown' },
    models: ['some-model'],
  });
  await takePictures(app, page, 'provider-form');
  await openPage(page, 'Settings');
  await takePictures(app, page, 'settings');
  await askApp(app, 'proxy.pause', undefined);
  await openPage(page, 'Overview');
  await takePictures(app, page, 'overview-paused');
  await askApp(app, 'proxy.stop', undefined);
  await expect(page.getByText('Routing is stopped.')).toBeVisible();
  await takePictures(app, page, 'overview-stopped');
  await pressWindowButton(app, page, 'close');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await takePictures(app, page, 'closing');
  await slow.body?.cancel();
});
