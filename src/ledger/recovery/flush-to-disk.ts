import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns when what was written to the file is on the disk. */
export function flushFile(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The same for the names in the file's folder, on systems where a folder can be opened. */
export function flushFolder(file: string): void {
  let fd: number | null = null;
  try {
    fd = openSync(dirname(file), 'r');
    fsyncSync(fd);
  } catch {
    // Windows keeps names by itself.
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
