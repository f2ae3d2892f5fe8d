import { askApp } from '../support/ask-app';
import { configFor } from '../support/fake-provider';
import type { App } from '../support/launch-app';
import { isPortOpen } from '../support/port-state';
import { freezeSecretService } from '../support/secret-service';
import { sendRequest } from '../support/send-request';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

/** How the process ended: by an exit code or by a signal. */
function waitForEnd(app: App): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve) => app.electron.process().once('exit', (code, signal) => resolve({ code, signal })));
}

test('a signal ends it cleanly: the port is free and the row that was open is closed', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text: 'This answer never ends.' }], fault: { afterRecords: 4, kind: 'hang' } }),
  });
  const app = await launch({ config: configFor(upstream, 'anthropic-messages') });
  await waitForRouting(app);
  const open = await sendRequest(app, 'Tell me a long story', { stream: true });
  const body = open.text().catch(() => 'broken off');
  await app.page();

  const ended = waitForEnd(app);
  app.electron.process().kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(await isPortOpen(app.port)).toBe(false);
  await body;

  const again = await launch({ home: app.home });
  const [row] = await askApp(again, 'exchanges.list', { before: null, limit: 5 });
  expect(['failed', 'aborted']).toContain(row?.outcome);
});

test('a keychain that hangs is told, and does not keep the process from ending', async ({ launch }) => {
  const wake = freezeSecretService();
  try {
    const app = await launch({ environment: { SWITCHYARD_TOKEN: undefined } });
    const page = await app.page();
    await expect(page.getByText('The keychain did not answer within 5 s.').first()).toBeVisible({ timeout: 15_000 });
    await waitForRouting(app);

    const ended = waitForEnd(app);
    await app.close();
    expect(await ended).toEqual({ code: null, signal: 'SIGKILL' });
  } finally {
    wake();
  }
});
