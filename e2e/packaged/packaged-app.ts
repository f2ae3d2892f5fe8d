import { existsSync } from 'node:fs';
import path from 'node:path';

/** The executable that `npm run package` makes; an error that names the command when there is none. */
export function findPackagedApp(): string {
  const executable = path.resolve(import.meta.dirname, '../../release/linux-unpacked/switchyard');
  if (!existsSync(executable)) throw new Error('release/linux-unpacked is missing: run npm run package first.');
  return executable;
}
