import { app } from 'electron';
import type { Handlers } from '../../../shared/ipc/contract';
import { openFolder } from '../open-folder';
import type { HandlerContext } from './handler-context';

export function createAppHandlers({ host, appState, windowCloser, notices }: HandlerContext) {
  return {
    'app.state': async () => appState.read(),
    'app.early-notices': async () => notices.takeEarly(),
    'app.finish-first-run': async () => appState.finishFirstRun(),
    'app.quit': async () => app.quit(),
    'app.open-data-folder': () => openFolder(host.state().dataFolder),
    'window.hide': () => windowCloser.confirm(),
  } satisfies Partial<Handlers>;
}
