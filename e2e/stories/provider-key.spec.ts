import { fillProviderForm } from '../screens/provider-form';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { searchFolder } from '../support/search-folder';
import { listAccounts, readSecret } from '../support/secret-service';
import { sendRequest } from '../support/send-request';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const KEY = 'sk-story-4Qz8nW2pLk7vXt1m-hidden-9f2c';

test('a key goes to the keychain and nowhere else, and still works after a restart', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'openai-chat',
    key: KEY,
    models: ['fake-model', 'other-model'],
    answer: () => ({ blocks: [{ type: 'text', text: 'The key was taken.' }] }),
  });
  const app = await launch();
  await waitForRouting(app);
  const page = await app.page();

  const form = await fillProviderForm(page, {
    name: 'Story gateway',
    baseUrl: upstream.url,
    dialect: 'openai-chat',
    key: { paste: KEY },
    models: ['fake-model'],
  });
  await form.getByRole('button', { name: 'Test' }).click();
  await expect(form.getByRole('status').first()).toContainText('2 models');
  await form.getByRole('button', { name: 'Add the provider' }).click();
  await expect(page.getByRole('row', { name: /Story gateway/ })).toContainText(/in keychain\s*…9f2c/);

  expect(readSecret('provider:story-gateway')).toBe(KEY);
  await askApp(app, 'routes.set-targets', { scenario: 'default', targets: ['story-gateway/fake-model'] });
  expect(await (await sendRequest(app, 'Hello')).text()).toContain('The key was taken.');

  const inputs = await page.locator('input').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(await page.content()).not.toContain(KEY);
  expect(inputs).not.toContain(KEY);
  expect(JSON.stringify(await askApp(app, 'app.state', undefined))).not.toContain(KEY);
  expect(JSON.stringify(await askApp(app, 'exchanges.list', { before: null, limit: 10 }))).not.toContain(KEY);
  await app.close();
  expect(searchFolder(app.home, KEY)).toEqual([]);
  expect(app.output()).not.toContain(KEY);

  const again = await launch({ home: app.home });
  const pageAgain = await again.page();
  await waitForRouting(again);
  expect(await (await sendRequest(again, 'Hello again')).text()).toContain('The key was taken.');
  expect(upstream.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);

  await openPage(pageAgain, 'Providers');
  await pageAgain
    .getByRole('row', { name: /Story gateway/ })
    .getByRole('link')
    .click();
  await pageAgain.getByRole('button', { name: 'Delete Story gateway' }).click();
  await pageAgain.getByRole('button', { name: 'Delete Story gateway and its key' }).click();
  await expect(pageAgain.getByRole('alert')).toContainText('the route default has a target there');
  expect(listAccounts()).toContain('provider:story-gateway');
});

test('a wrong key is told in one line, and as a row that names the provider', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({ dialect: 'openai-chat', key: 'sk-right', answer: () => ({}) });
  const app = await launch();
  await waitForRouting(app);
  const page = await app.page();
  const form = await fillProviderForm(page, {
    name: 'Wrong key',
    baseUrl: upstream.url,
    dialect: 'openai-chat',
    key: { paste: 'sk-wrong' },
    models: ['fake-model'],
  });
  await form.getByRole('button', { name: 'Test' }).click();
  await expect(form.getByRole('status').first()).toContainText('401');
  await form.getByRole('button', { name: 'Add the provider' }).click();
  await expect(page.getByRole('row', { name: /Wrong key/ })).toBeVisible();
  await askApp(app, 'routes.set-targets', { scenario: 'default', targets: ['wrong-key/fake-model'] });

  const reply = await sendRequest(app, 'Hello');
  expect(reply.ok).toBe(false);
  expect(await reply.text()).toContain('Wrong key');
  await expect
    .poll(async () => (await askApp(app, 'exchanges.list', { before: null, limit: 1 }))[0])
    .toMatchObject({ outcome: 'failed', providerId: 'wrong-key', error: expect.stringContaining('401') });
});

test('of two keys the second takes over when the first is refused, and one that is removed leaves the keychain', async ({
  launch,
  serveUpstream,
}) => {
  const secondKey = 'sk-story-second-7Hd3-hidden-51ab';
  const upstream = await serveUpstream({
    dialect: 'openai-chat',
    answer: ({ headers }) =>
      headers.authorization === `Bearer ${secondKey}`
        ? { blocks: [{ type: 'text', text: 'The second key was taken.' }] }
        : { error: { status: 401, body: { error: { message: 'No such key.' } } } },
  });
  const app = await launch();
  await waitForRouting(app);
  const page = await app.page();
  const form = await fillProviderForm(page, {
    name: 'Two keys',
    baseUrl: upstream.url,
    dialect: 'openai-chat',
    key: { paste: KEY },
    models: ['fake-model'],
  });
  await form.getByRole('button', { name: 'Add another key' }).click();
  await form.getByRole('textbox', { name: 'Name of key 2' }).fill('work');
  await form.getByLabel('API key 2').fill(secondKey);
  await form.getByRole('button', { name: 'Add the provider' }).click();
  const row = page.getByRole('row', { name: /Two keys/ });
  await expect(row).toContainText('2 keys');
  expect([readSecret('provider:two-keys'), readSecret('provider:two-keys:work')]).toEqual([KEY, secondKey]);

  await askApp(app, 'routes.set-targets', { scenario: 'default', targets: ['two-keys/fake-model'] });
  expect(await (await sendRequest(app, 'Hello')).text()).toContain('The second key was taken.');
  await expect
    .poll(async () => (await askApp(app, 'exchanges.list', { before: null, limit: 1 }))[0])
    .toMatchObject({
      outcome: 'ok',
      reason: expect.stringContaining('Key keychain of Two keys was refused (401), so key work took over.'),
      attempts: [
        { keyId: 'keychain', outcome: 'failed', status: 401 },
        { keyId: 'keychain:work', outcome: 'ok' },
      ],
    });
  expect(JSON.stringify(await askApp(app, 'exchanges.list', { before: null, limit: 1 }))).not.toContain(secondKey);

  const editor = page.getByRole('complementary', { name: 'Provider two-keys' });
  await expect(editor.getByText('…51ab')).toBeVisible();
  await editor.getByRole('button', { name: 'Remove key 1' }).click();
  await editor.getByRole('button', { name: 'Save changes' }).click();
  await expect(row).toContainText(/in keychain\s*…51ab/);
  expect(listAccounts()).not.toContain('provider:two-keys');
  expect(listAccounts()).toContain('provider:two-keys:work');
});
