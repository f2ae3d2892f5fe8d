import { shell } from 'electron';
import { AppError } from '../../shared/errors';

/** Shows a folder in the system's file manager. Rejects with AppError internal where that fails. */
export async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem !== '') throw new AppError('internal', `${folder} could not be opened: ${problem}`, 'Open it in a file manager.');
}
