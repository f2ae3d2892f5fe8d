import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors';
import { describeSystemError } from '../config/describe-system-error';

/** A data export of version 3 holds copies of logs; what is larger than this could not be read as one text. In bytes. */
const LARGEST = 500 * 1024 * 1024;

/** How a database of SQLite begins. */
const SQLITE_HEADER = 'SQLite format 3\0';

/** Where Claude Code Router 1 and 2 keep their config, under the home folder. */
export const CLASSIC_FOLDER = '.claude-code-router';

/** The text of the file to import. Rejects with AppError when there is none or it cannot be read. */
export async function readSource(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new AppError('input-invalid', `${file} is too large to be a config.`);
    const bytes = await readFile(file);
    if (bytes.toString('latin1', 0, SQLITE_HEADER.length) === SQLITE_HEADER) return await readDatabase(file);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      const hint = 'Give the path of a config.json, or of what Claude Code Router 3 writes under Settings, Export data.';
      throw new AppError('input-invalid', `There is no file ${file}.`, hint);
    }
    throw new AppError('config-unreadable', `${file} could not be read: ${describeSystemError(error)}.`);
  }
}

/** Where Claude Code Router keeps its config, in the order in which they are looked for: 1 and 2 first, then 3. */
export function listUsualPlaces(home: string, appData: string | undefined): string[] {
  const folders = [path.join(home, CLASSIC_FOLDER), ...(appData ? [path.join(appData, 'claude-code-router')] : [])];
  return ['config.json', DATABASE].flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** The first of the places that has a file; the first of all where none has. Never rejects. */
export async function findSource(places: readonly string[]): Promise<string> {
  for (const place of places) if (await isFile(place)) return place;
  return places[0] ?? '';
}

const DATABASE = 'config.sqlite';

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/**
 * The config that Claude Code Router 3 has in its database, as JSON.
 * https://github.com/musistudio/claude-code-router, packages/core/src/config/config-repository.ts
 */
async function readDatabase(file: string): Promise<string> {
  const { readForeignValue } = await import('../../ledger');
  const text = await readForeignValue(file, "SELECT value_json AS value FROM app_config WHERE key = 'default'").catch(
    (error: Error) => {
      const hint = 'Quit Claude Code Router and try again, or give the file that it writes under Settings, Export data.';
      throw new AppError(
        'input-invalid',
        `${file} could not be read as a database of Claude Code Router 3: ${error.message}.`,
        hint,
      );
    },
  );
  if (text === null) throw new AppError('input-invalid', `The database ${file} holds no config of Claude Code Router.`);
  return text;
}
