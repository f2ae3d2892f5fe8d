import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors';
import { describeSystemError } from '../config/describe-system-error';
import { SQLITE_HEADER } from './parse-classic-config';

/** A data export of version 3 holds copies of logs; what is larger than this could not be read as one text. In bytes. */
const LARGEST = 500 * 1024 * 1024;

/** Where Claude Code Router 1 and 2 keep their config, under the home folder. */
export const CLASSIC_FOLDER = '.claude-code-router';

/** The text of the file to import. Rejects with AppError when there is none or it cannot be read. */
export async function readSource(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new AppError('input-invalid', `${file} is too large to be a config.`);
    const bytes = await readFile(file);
    if (bytes.toString('latin1', 0, SQLITE_HEADER.length) === SQLITE_HEADER) return SQLITE_HEADER;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      const hint = 'Give the path of a config.json. Of Claude Code Router 3 give what it writes under Settings, Export data.';
      throw new AppError('input-invalid', `There is no file ${file}.`, hint);
    }
    throw new AppError('config-unreadable', `${file} could not be read: ${describeSystemError(error)}.`);
  }
}
