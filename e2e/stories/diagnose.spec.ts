import { startTlsFront } from '../../src/proxy/testing/tls-front';
import { EXPIRED_IDENTITY } from '../../src/shared/testing/test-certificates';
import { fillProviderForm } from '../screens/provider-form';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const KEY = 'sk-story-diagnose-right-key';

test('Diagnose shows the step that fails first: the name, the certificate, the key, and then none', async ({
  launch,
  serveUpstream,
}) => {
  const upstream = await serveUpstream({ dialect: 'openai-chat', key: KEY, models: ['fake-model'], answer: () => ({}) });
  const front = await startTlsFront(EXPIRED_IDENTITY, Number(new URL(upstream.url).port));
  // The machine's own proxy would look the name up.
  const app = await launch({ environment: { NO_PROXY: '*', no_proxy: '*' } });
  await waitForRouting(app);
  const page = await app.page();
  const form = await fillProviderForm(page, {
    name: 'Acme',
    baseUrl: 'http://no-such-name.invalid/v1',
    dialect: 'openai-chat',
    key: { paste: 'sk-story-diagnose-wrong-key' },
    models: ['fake-model'],
  });
  const steps = form.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  const step = (name: string) => steps.filter({ hasText: new RegExp(`^${name}`) });
  const diagnose = async (baseUrl: string) => {
    await form.getByLabel('Base URL').fill(baseUrl);
    await form.getByRole('button', { name: 'Diagnose' }).click();
  };

  await diagnose('http://no-such-name.invalid/v1');
  await expect(form.getByRole('alert')).toContainText('Name: Acme has no address: the name no-such-name.invalid was not found.');
  await expect(form.getByRole('alert')).toContainText('Check the base URL for a slip');
  await expect(step('Connection')).toContainText('Not tried.');

  await diagnose(`https://localhost:${front.port}/v1`);
  await expect(form.getByRole('alert')).toContainText(/Certificate: Acme has a certificate or TLS problem/);
  await expect(step('Connection')).toContainText('There is a connection');
  await expect(step('Answer')).toContainText('Not tried.');

  await diagnose(upstream.url);
  await expect(form.getByRole('alert')).toContainText('Key: Acme refused the key (401).');
  await expect(step('Models')).toContainText('Not tried.');

  await form.getByLabel('API key').fill(KEY);
  await form.getByRole('button', { name: 'Diagnose' }).click();
  await expect(form.getByRole('status').first()).toContainText('Every step went well.');
  await expect(step('Models')).toContainText('1 model is listed.');
  await expect(form.getByRole('alert')).toHaveCount(0);
  expect((await steps.allTextContents()).join()).not.toContain(KEY);
  await front.close();
});
