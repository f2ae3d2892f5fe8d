import type { AppStateSource } from '../app-state';
import type { AppStateFile } from '../app-state-file';
import type { MainWindow } from './main-window';

/** What closing the window does: routing goes on. */
export interface WindowCloser {
  /** The user closes the window: the first time the page is asked to say that routing goes on, later it just leaves the screen. */
  close(): void;
  /** The page has said it: leave the screen, and don't say it again. */
  confirm(): Promise<void>;
}

export function createWindowCloser(window: () => MainWindow, appState: AppStateSource, stateFile: AppStateFile): WindowCloser {
  let asked = false;
  const findPlace = async () => ((await appState.checkTray()) ? 'tray' : 'taskbar');
  return {
    close() {
      void findPlace().then((into) => {
        // A page that was asked and has not answered may be broken: closing again must work without it.
        if (asked || stateFile.read().closingSaid) {
          window().hide(into);
          return;
        }
        asked = true;
        window().send('window.closing', { into });
      });
    },
    async confirm() {
      stateFile.update({ closingSaid: true });
      window().hide(await findPlace());
    },
  };
}
