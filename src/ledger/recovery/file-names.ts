import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What SQLite keeps beside a database file; the file itself comes last. */
const PARTS = ['-shm', '-wal', ''];

/** Files beside a ledger while it is recovered. */
export const besides = (ledger: string) => ({
  /** Says that the ledger was found damaged while it was open, and of what. */
  mark: `${ledger}.damaged`,
  /** A recovered ledger that is being made. */
  growing: `${ledger}.recovering`,
  /** One that is whole and has to take the ledger's place. */
  ready: `${ledger}.recovered`,
});

/**
 * Gives a database another name in its folder, with what lies beside it, byte for byte: `ledger-damaged-` with the time. Overwrites
 * nothing. Returns the new path of the main file, or null when there was nothing to move.
 */
export function moveAside(file: string, now: Date): string | null {
  const parts = PARTS.filter((part) => existsSync(file + part));
  if (parts.length === 0) return null;
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const aside = findFreeName(join(dirname(file), `ledger-damaged-${time}`));
  for (const part of parts) renameSync(file + part, aside + part);
  return aside;
}

function findFreeName(stem: string): string {
  for (let number = 1; ; number++) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.db`;
    if (PARTS.every((part) => !existsSync(name + part))) return name;
  }
}
