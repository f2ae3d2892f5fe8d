import { findFreePort } from '../support/free-port';
import { occupyPort } from '../support/occupy-port';
import { isPortOpen } from '../support/port-state';
import { expect, test } from '../support/test';

test('a taken port is told with who holds it, and the next free one is a click away', async ({ launch }) => {
  const port = await findFreePort();
  const other = await occupyPort(port);
  try {
    const app = await launch({ port });
    const page = await app.page();
    const banner = page.getByRole('alert').filter({ hasText: `Port ${port} is taken` });
    await expect(banner).toBeVisible();
    await expect(banner).toContainText(`process ${process.pid}`);

    const button = page.getByRole('button', { name: /^Listen on \d+$/ });
    const free = Number(((await button.textContent()) ?? '').replace(/\D/g, ''));
    expect(free).toBeGreaterThan(port);
    await button.click();
    await expect.poll(() => isPortOpen(free)).toBe(true);
    await expect(banner).toHaveCount(0);
    expect(JSON.parse(app.readConfig())).toMatchObject({ listen: { port: free } });
  } finally {
    other.closeAllConnections();
    other.close();
  }
});
