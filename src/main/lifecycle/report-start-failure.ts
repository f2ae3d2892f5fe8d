import { app, dialog } from 'electron';
import { toAppErrorData } from '../../shared/errors';

/** Says why Switchyard can't start at all, and ends. What can be mended while it runs (port, config, keychain) never comes here. */
export function reportStartFailure(error: unknown): void {
  const { message, hint } = toAppErrorData(error);
  console.error(`Switchyard could not start: ${message}`, error);
  dialog.showErrorBox('Switchyard could not start', hint === undefined ? message : `${message}\n\n${hint}`);
  app.exit(1);
}
