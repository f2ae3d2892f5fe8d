import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { LogName } from '../../shared/model/log-page';
import { listLogFiles } from './log-files';

/** Follows a log from another process than the one that writes it. */
export interface LogFollower {
  /** Where it began, as LogQuery takes it: a page before it holds what was there by then. Null: there was no log. */
  begin: string | null;
  /** The whole lines that came since the last call, in their order, over every file that was begun meanwhile. */
  readNew(): string[];
}

/** Begins at the end of the log as it is now. Nothing is held open, so files may be rotated, deleted and made again. */
export function followLog(logFolder: string, name: LogName, now: () => number): LogFollower {
  let current = listLogFiles(logFolder, name, now()).at(-1)?.file ?? null;
  let offset = current === null ? 0 : readLines(join(logFolder, current), 0).end;

  return {
    begin: current === null ? null : `${current}:${offset}`,
    readNew() {
      const files = listLogFiles(logFolder, name, now());
      const known = files.findIndex(({ file }) => file === current);
      // Without a file before, from the first; when the one that we were at is gone, from the newest.
      const rest = files.slice(current !== null && known === -1 ? -1 : Math.max(known, 0));
      return rest.flatMap(({ file }) => {
        const { lines, end } = readLines(join(logFolder, file), file === current ? offset : 0);
        current = file;
        offset = end;
        return lines;
      });
    },
  };
}

/** The whole lines from a byte on, and where they end. A file that is shorter than that was made anew, and is read from its beginning. */
function readLines(path: string, from: number): { lines: string[]; end: number } {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], end: 0 };
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    const start = from > size ? 0 : from;
    const data = Buffer.alloc(size - start);
    const got = data.subarray(0, readSync(descriptor, data, 0, data.length, start));
    const whole = got.subarray(0, got.lastIndexOf(0x0a) + 1);
    return { lines: whole.length === 0 ? [] : whole.toString().slice(0, -1).split('\n'), end: start + whole.length };
  } finally {
    closeSync(descriptor);
  }
}
