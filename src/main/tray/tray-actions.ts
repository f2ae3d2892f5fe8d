import { app, clipboard } from 'electron';
import type { Host } from '../../host';
import { toAppErrorData } from '../../shared/errors';
import type { Notice } from '../../shared/ipc/contract';
import type { TrayActions } from './tray-menu';

/** What the tray's items do. A failure is told as a notice, since a menu has no place for it. */
export function createTrayActions(host: Host, openWindow: () => void, tell: (notice: Notice) => void): TrayActions {
  const run = (change: Promise<void>) =>
    void change.catch((error: unknown) => {
      const { message, hint } = toAppErrorData(error);
      tell({ id: crypto.randomUUID(), level: 'error', message, ...(hint !== undefined && { hint }) });
    });
  return {
    start: () => run(host.startRouting()),
    stop: () => run(host.stopRouting()),
    pause: () => run(host.pauseRouting()),
    setPauseTarget: (target) => run(host.setPauseTarget(target)),
    usePort: (port) => run(host.usePort(port)),
    copyAddress: () => clipboard.writeText(host.clientConnection().address),
    openWindow,
    quit: () => app.quit(),
  };
}
