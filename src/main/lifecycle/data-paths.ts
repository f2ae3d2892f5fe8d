import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { AppError } from '../../shared/errors';

/**
 * Puts Chromium's own files, and with them the single-instance lock, into the data folder: two data folders are two independent
 * Switchyards. Must run before the app is ready. Throws AppError config-unwritable.
 */
export function setDataPaths(dataFolder: string): void {
  const folder = path.join(dataFolder, 'electron');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new AppError(
      'config-unwritable',
      `The data folder ${dataFolder} can't be made or written: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Set SWITCHYARD_HOME to a folder that you may write to.',
      { cause },
    );
  }
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
}
