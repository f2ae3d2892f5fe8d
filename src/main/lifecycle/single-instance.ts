import { app } from 'electron';

/**
 * True when this process is the only one on its data folder (the lock lies in userData). Otherwise the other one is told,
 * brings its window to the front, and this process must end.
 */
export function claimSingleInstance(): boolean {
  return app.requestSingleInstanceLock();
}

/** Calls `openWindow` when somebody starts Switchyard a second time, unless that start was meant to be a silent one. */
export function answerSecondStarts(openWindow: () => void): void {
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes('--hidden')) openWindow();
  });
}
