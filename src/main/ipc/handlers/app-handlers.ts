import { app, shell } from 'electron';
import { AppError } from '../../../shared/errors';
import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createAppHandlers({ host, appState, windowCloser }: HandlerContext) {
  return {
    'app.state': async () => appState.read(),
    'app.finish-first-run': async () => appState.finishFirstRun(),
    'app.quit': async () => app.quit(),
    'app.open-data-folder': async () => {
      const folder = host.state().dataFolder;
      const problem = await shell.openPath(folder);
      if (problem !== '')
        throw new AppError('internal', `${folder} could not be opened: ${problem}`, 'Open it in a file manager.');
    },
    'window.hide': () => windowCloser.confirm(),
  } satisfies Partial<Handlers>;
}
