import { askApp } from '../support/ask-app';
import { configFor } from '../support/fake-provider';
import { sendRequest } from '../support/send-request';
import { clearSecrets, listAccounts } from '../support/secret-service';
import { expect, test } from '../support/test';
import { findPackagedApp } from './packaged-app';
import { waitForRouting } from '../support/wait-for-routing';

test('the packaged app routes a request, writes the row and keeps its token in the keychain', async ({
  launch,
  serveUpstream,
  tray,
}) => {
  clearSecrets();
  const upstream = await serveUpstream({
    dialect: 'openai-chat',
    answer: () => ({ blocks: [{ type: 'text', text: 'From the package.' }] }),
  });
  const app = await launch({
    executable: findPackagedApp(),
    environment: { SWITCHYARD_TOKEN: undefined },
    config: configFor(upstream, 'openai-chat'),
  });
  await app.page();
  expect(await app.electron.evaluate(({ app: electronApp }) => electronApp.isPackaged)).toBe(true);
  expect((await tray.photograph()).length).toBeGreaterThan(0);

  await waitForRouting(app);
  expect(listAccounts()).toEqual(['client-token']);
  await askApp(app, 'client.copy-lines', undefined);
  const lines = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const token = /ANTHROPIC_AUTH_TOKEN=(\S+)/.exec(lines)?.[1] ?? '';
  const reply = await sendRequest(app, 'Hello', { token });
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain('From the package.');
  await expect
    .poll(async () => (await askApp(app, 'exchanges.list', { before: null, limit: 5 }))[0])
    .toMatchObject({ outcome: 'ok', providerId: 'fake' });
});
