import { statSync } from 'node:fs';

/** Tells two states of a file apart; that it is missing is one of them. */
export function readStamp(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return 'missing';
  }
}
