import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The files below a folder, databases included, whose bytes hold a text. */
export function searchFolder(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
