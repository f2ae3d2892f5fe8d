import { constants, copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** To copy a larger file takes many seconds and its room again; migrations are transactions, so the copy is the second net. */
const MOST_BYTES = 1024 ** 3;

/**
 * Copies a ledger of an older version before it is migrated, as `ledger-before-version-5.db` with 5 the newer version. The one
 * of an earlier migration goes. Does nothing when the copy is there already, the file is above 1 GB, or the disk has no room
 * for it twice. No connection may be open on the file.
 */
export function backUp(file: string, nextVersion: number): void {
  const folder = dirname(file);
  const stem = basename(file, '.db');
  const copy = join(folder, `${stem}-before-version-${nextVersion}.db`);
  const parts = ['-wal', ''].filter((part) => existsSync(file + part));
  const bytes = parts.reduce((sum, part) => sum + statSync(file + part).size, 0);
  const disk = statfsSync(folder);
  if (existsSync(copy) || bytes > MOST_BYTES || disk.bavail * disk.bsize < bytes * 2) return;
  for (const part of parts) {
    const growing = `${copy}${part}.part`;
    copyFileSync(file + part, growing, constants.COPYFILE_FICLONE);
    renameSync(growing, copy + part);
  }
  for (const name of readdirSync(folder)) {
    const isOlder = name.startsWith(`${stem}-before-version-`) && !name.startsWith(basename(copy));
    if (isOlder) rmSync(join(folder, name));
  }
}
