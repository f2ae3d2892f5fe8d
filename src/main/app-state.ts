import type { Host } from '../host';
import type { AppState } from '../shared/ipc/contract';
import type { AppStateFile } from './app-state-file';
import { findTrayHost } from './tray/tray-host';

/** The screens' state: what the host knows, and what only this process can tell. */
export interface AppStateSource {
  read(): AppState;
  /** Looks again whether a tray is there to show our icon; resolves with the answer. */
  checkTray(): Promise<boolean>;
  finishFirstRun(): void;
}

/** `changed` is called when a part that the host doesn't know of has changed. */
export function createAppState(host: Host, stateFile: AppStateFile, changed: () => void): AppStateSource {
  let trayAvailable = process.platform !== 'linux';
  return {
    read: () => ({ ...host.state(), platform: process.platform, firstRun: !stateFile.read().firstRunDone, trayAvailable }),
    async checkTray() {
      const before = trayAvailable;
      trayAvailable = await findTrayHost();
      if (trayAvailable !== before) changed();
      return trayAvailable;
    },
    finishFirstRun() {
      stateFile.update({ firstRunDone: true });
      changed();
    },
  };
}
