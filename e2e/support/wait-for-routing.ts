import { expect } from 'playwright/test';
import type { App } from './launch-app';
import { isPortOpen } from './port-state';

/** Waits until the app listens: a window can be there before its port is open. */
export async function waitForRouting(app: App): Promise<void> {
  await expect.poll(() => isPortOpen(app.port), { message: 'the port is open' }).toBe(true);
}
