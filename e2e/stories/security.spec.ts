import type { Bridge, CallName } from '../../src/shared/ipc/contract';
import { expect, test } from '../support/test';

test('the page is kept to itself: policy, isolation, no Node', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  expect(page.url()).toMatch(/^app:\/\/switchyard\//);

  const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');

  const seen = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer'];
    return {
      node: names.filter((name) => name in globalThis),
      bridge: Object.keys((globalThis as unknown as { switchyard: object }).switchyard).sort(),
    };
  });
  expect(seen).toEqual({ node: [], bridge: ['call', 'on'] });

  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { contextIsolation, sandbox, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { contextIsolation, sandbox, nodeIntegration, webviewTag };
  });
  expect(preferences).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false });
});

test('an inline script does not run, and is reported', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'inlineRan' in globalThis)).toBe(false);
  await expect.poll(() => app.problems.length).toBe(1);
  expect(app.problems.splice(0)[0]).toContain('Content Security Policy');
});

test('the page can go nowhere and open nothing', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  const before = page.url();
  await page.evaluate(() => location.assign('https://example.com/'));
  await page.evaluate(() => location.assign('app://elsewhere/'));
  expect(await page.evaluate(() => globalThis.open('https://example.com/'))).toBeNull();
  const permission = await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state);
  expect(permission).toBe('denied');
  expect(page.url()).toBe(before);
  expect(app.electron.windows()).toHaveLength(1);
});

test('files outside the page cannot be read through its scheme', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/..%2fmain/index.js', '/%2e%2e/main/index.js', '/..%2f..%2fpackage.json'].map(async (name) => (await fetch(name)).status),
    ),
  );
  for (const status of statuses) expect([403, 404]).toContain(status);
  app.problems.length = 0; // The page logs each refusal.
});

test('calls that the contract does not allow are refused', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  const refusal = await page.evaluate(() =>
    (globalThis as unknown as { switchyard: Bridge }).switchyard.call('proxy.use-port', { port: 70_000 }),
  );
  expect(refusal).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
  const unknown = page.evaluate(() =>
    (globalThis as unknown as { switchyard: Bridge }).switchyard.call('app.eval' as CallName, 'process.exit()'),
  );
  await expect(unknown).rejects.toThrow('There is no call named app.eval.');
});

test('a page from elsewhere has no ear in the main process', async ({ launch }) => {
  const app = await launch();
  await app.page();
  const answer = await app.electron.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const preload = `${electronApp.getAppPath()}/out/preload/preload.cjs`;
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
    await stranger.loadURL('data:text/html,stranger');
    const result: unknown = await stranger.webContents.executeJavaScript('window.switchyard.call("app.state")');
    stranger.destroy();
    return result;
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
});
