import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

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

export interface DayFile {
  /** Appends to the file of the day, mode 0600. Throws what the file system throws. */
  write(text: string): void;
}

/**
 * A text log that is rotated by day and by size. It writes synchronously: it lives on the ledger's thread, where nothing
 * waits for it, and so nothing is lost when the thread ends.
 */
export function createDayFile({ folder, name, now, maxBytes = 10_000_000, maxFiles = 30 }: DayFileOptions): DayFile {
  let day = '';
  let part = 0;
  let bytes = 0;

  function open(today: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    day = today;
    part = findLastPart(folder, name, today);
    bytes = statSync(pathOf(), { throwIfNoEntry: false })?.size ?? 0;
    removeOld(folder, name, maxFiles - 1);
  }

  function pathOf(): string {
    return join(folder, `${name}-${day}${part === 0 ? '' : `.${part}`}.log`);
  }

  return {
    write(text) {
      const today = toLocalDay(now());
      if (today !== day) open(today);
      const size = Buffer.byteLength(text);
      if (bytes > 0 && bytes + size > maxBytes) {
        part += 1;
        bytes = 0;
        removeOld(folder, name, maxFiles - 1);
      }
      appendFileSync(pathOf(), text, { mode: 0o600 });
      bytes += size;
    },
  };
}

function toLocalDay(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

interface DatedFile {
  file: string;
  day: string;
  part: number;
}

/** The log files of a name, oldest first. */
function listFiles(folder: string, name: string): DatedFile[] {
  const pattern = /^-(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.log$/;
  return readdirSync(folder)
    .flatMap((file) => {
      const match = file.startsWith(name) ? pattern.exec(file.slice(name.length)) : null;
      return match?.[1] ? [{ file, day: match[1], part: Number(match[2] ?? 0) }] : [];
    })
    .sort((a, b) => a.day.localeCompare(b.day) || a.part - b.part);
}

function findLastPart(folder: string, name: string, day: string): number {
  return listFiles(folder, name).findLast((file) => file.day === day)?.part ?? 0;
}

function removeOld(folder: string, name: string, maxFiles: number): void {
  for (const { file } of listFiles(folder, name).slice(0, -maxFiles)) rmSync(join(folder, file), { force: true });
}
