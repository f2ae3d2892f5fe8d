import { fillProviderForm } from '../screens/provider-form';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { sendRequest } from '../support/send-request';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const KEY = 'sk-from-the-environment-51d7';

test('without a keychain the app says so, and a key from the environment works', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'openai-chat',
    key: KEY,
    answer: () => ({ blocks: [{ type: 'text', text: 'Read from the environment.' }] }),
  });
  const app = await launch({
    environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', SWITCHYARD_TOKEN: undefined, STORY_KEY: KEY },
  });
  const page = await app.page();
  await openPage(page, 'Providers');
  await expect(page.getByText('The keychain cannot be reached: there is no D-Bus session here.').first()).toBeVisible();

  const form = await fillProviderForm(page, {
    name: 'From env',
    baseUrl: upstream.url,
    dialect: 'openai-chat',
    key: { variable: 'STORY_KEY' },
    models: ['fake-model'],
  });
  await form.getByRole('button', { name: 'Add the provider' }).click();
  await expect(page.getByRole('row', { name: /From env/ })).toContainText('from STORY_KEY');
  await askApp(app, 'routes.set-targets', { scenario: 'default', targets: ['from-env/fake-model'] });

  await askApp(app, 'client.copy-lines', undefined);
  await waitForRouting(app);
  const lines = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const token = /ANTHROPIC_AUTH_TOKEN=(\S+)/.exec(lines)?.[1] ?? '';
  expect(await (await sendRequest(app, 'Hello', { token })).text()).toContain('Read from the environment.');
});
