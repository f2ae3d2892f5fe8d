import { app } from 'electron';
import type { Host } from '../../host';

/** Milliseconds that the host may take to end requests and flush the ledger. */
const STOP_LIMIT_MS = 8_000;

/**
 * Makes every way out (menu, window, signal, end of the session) a clean one: `prepare` runs first, then the host stops, then the
 * process ends. A keychain call that hangs would hold the process for ever, so then it ends itself the hard way.
 */
export function quitCleanly(host: Host, prepare: () => void): void {
  let quitting = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    prepare();
    void stopInTime(host).then(() => endProcess(host));
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

async function stopInTime(host: Host): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_LIMIT_MS);
  });
  try {
    await Promise.race([host.stop(), limit]);
  } catch (error) {
    console.error(`Switchyard did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

function endProcess(host: Host): void {
  if (host.hasStuckKeychainCall()) process.kill(process.pid, 'SIGKILL');
  app.exit(0);
}
