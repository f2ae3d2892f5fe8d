import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configFor } from '../support/fake-provider';
import { sendRequest } from '../support/send-request';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

test('a config broken in an editor is named by line, the last good one goes on, and mending it is enough', async ({
  launch,
  serveUpstream,
}) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text: 'Still here.' }] }),
  });
  const app = await launch({ config: configFor(upstream, 'anthropic-messages') });
  const page = await app.page();
  const file = path.join(app.home, 'config.json');
  const good = readFileSync(file, 'utf8');
  const banner = page.getByRole('alert').filter({ hasText: 'config.json' });
  await waitForRouting(app);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(banner).toHaveCount(0);

  const broken = good.replace('"baseUrl"', '"baseUrI"');
  const line = broken.split('\n').findIndex((text) => text.includes('baseUrI')) + 1;
  writeFileSync(file, broken);
  await expect(banner).toBeVisible();
  await expect(banner).toContainText(`config.json:${line}:`);
  await expect(banner).toContainText('providers[0].baseUrI');
  expect(await (await sendRequest(app, 'Hello')).text()).toContain('Still here.');

  writeFileSync(file, good.slice(0, -20));
  await expect(banner).not.toContainText('baseUrI');
  await expect(banner).toBeVisible();
  expect((await sendRequest(app, 'Hello')).status).toBe(200);

  writeFileSync(file, good);
  await expect(banner).toHaveCount(0);
  expect((await sendRequest(app, 'Hello')).status).toBe(200);
});
