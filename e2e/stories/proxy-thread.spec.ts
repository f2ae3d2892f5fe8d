import { askApp } from '../support/ask-app';
import { configFor } from '../support/fake-provider';
import { killThread } from '../support/kill-thread';
import { isPortOpen } from '../support/port-state';
import { sendRequest } from '../support/send-request';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

test('when the proxy thread dies it is back at once, its open row has failed, and the user is told', async ({
  launch,
  serveUpstream,
}) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    answer: (_request, count) =>
      count === 1
        ? { blocks: [{ type: 'text', text: 'This answer never ends.' }], fault: { afterRecords: 4, kind: 'hang' } }
        : { blocks: [{ type: 'text', text: 'Back again.' }] },
  });
  const app = await launch({ config: configFor(upstream, 'anthropic-messages') });
  const page = await app.page();
  await waitForRouting(app);
  const newest = async () => (await askApp(app, 'exchanges.list', { before: null, limit: 5 }))[0];

  const broken = await sendRequest(app, 'Tell me a long story', { stream: true });
  expect(broken.status).toBe(200);
  const brokenBody = broken.text();
  brokenBody.catch(() => undefined);
  await expect.poll(newest).toMatchObject({ outcome: 'in-flight' });

  await killThread(app, 'switchyard-proxy');
  await expect.poll(() => isPortOpen(app.port), { timeout: 3_000 }).toBe(true);
  await expect(brokenBody).rejects.toThrow();
  await expect.poll(newest).toMatchObject({ outcome: 'failed' });
  await expect(page.getByText('The proxy thread stopped and was started again.').first()).toBeVisible();

  const reply = await sendRequest(app, 'And now?');
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain('Back again.');
});
