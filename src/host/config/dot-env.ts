import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

/** The variables of a `.env` file; none when there is no file. A file that cannot be read counts as none. */
export async function readDotEnv(path: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(path, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
