import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listLogFiles, nameLogFile, toLocalDay } from './log-files';
import { pointLink } from './point-link';

export interface DayFileOptions {
  /** Made when missing, mode 0700. */
  folder: string;
  /** Files are `<name>-YYYY-MM-DD.log`, by local day, and `<name>-YYYY-MM-DD.1.log` and so on when a day fills more than one. */
  name: string;
  /** Epoch milliseconds. */
  now(): number;
  /** Bytes after which the next file of the day is begun. */
  maxBytes?: number;
  /** Files kept of this name, the newest ones; at least 2. */
  maxFiles?: number;
}

/** Where a text begins that was written. */
export interface LogPlace {
  file: string;
  /** In bytes. */
  offset: number;
}

export interface DayFile {
  /** Appends whole lines to the file of the day, mode 0600. Throws what the file system throws; the next text is tried anew. */
  write(text: string): LogPlace;
}

/**
 * A text log that is rotated by day and by size; `<name>.log` leads to the file in use. It writes synchronously: it lives on the
 * ledger's thread, where nothing waits for it, and so nothing is lost when the thread ends. The file is opened for each text, so that
 * one that was deleted or moved away is made again, and its size is asked there, since another process may write to it too.
 */
export function createDayFile({ folder, name, now, maxBytes = 10_000_000, maxFiles = 30 }: DayFileOptions): DayFile {
  let today = '';
  let day = '';
  let part = 0;
  let inUse = '';
  /** False where the file in use may end within a line: after a crash, or on a disk that was full. */
  let isWhole = false;

  function open(): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const last = listLogFiles(folder, name, now()).at(-1);
    today = toLocalDay(now());
    const tomorrow = toLocalDay(now(), 1);
    // The clock was set back over midnight, or the machine went west: the log goes on where it was, in the order of its lines.
    day = last?.day === tomorrow ? tomorrow : today;
    part = last?.day === day ? last.part : 0;
    isWhole = false;
  }

  /** Null when the file is full. */
  function append(file: string, text: string): LogPlace | null {
    const descriptor = openSync(join(folder, file), 'a+', 0o600);
    try {
      const { size } = fstatSync(descriptor);
      if (size > 0 && size + Buffer.byteLength(text) > maxBytes) return null;
      const mend = isWhole || endsWhole(descriptor, size) ? '' : '\n';
      isWhole = false;
      appendFileSync(descriptor, mend + text);
      isWhole = true;
      return { file, offset: size + mend.length };
    } finally {
      closeSync(descriptor);
    }
  }

  function appendToday(text: string): LogPlace {
    for (;;) {
      const place = append(nameLogFile(name, day, part), text);
      if (place !== null) return place;
      part += 1;
      isWhole = false;
    }
  }

  function use(file: string): void {
    inUse = file;
    pointLink(folder, name, file);
    const kept = listLogFiles(folder, name, now()).filter((other) => other.file !== file);
    for (const old of kept.slice(0, 1 - maxFiles)) rmSync(join(folder, old.file), { force: true });
  }

  return {
    write(text) {
      if (toLocalDay(now()) !== today) open();
      let place: LogPlace;
      try {
        place = appendToday(text);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        open();
        place = appendToday(text);
      }
      if (place.file !== inUse) use(place.file);
      return place;
    },
  };
}

function endsWhole(descriptor: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}
