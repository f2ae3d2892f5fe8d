import { readdirSync } from 'node:fs';

export interface LogFile {
  file: string;
  /** YYYY-MM-DD, local. */
  day: string;
  /** 0 for the first file of a day. */
  part: number;
}

/** `<name>-YYYY-MM-DD.log`, and `<name>-YYYY-MM-DD.1.log` and so on when a day fills more than one. */
export function nameLogFile(name: string, day: string, part: number): string {
  return `${name}-${day}${part === 0 ? '' : `.${part}`}.log`;
}

/** The local day of a time in epoch milliseconds, or one that lies some days after it. */
export function toLocalDay(time: number, daysOn = 0): string {
  const at = new Date(time);
  const date = daysOn === 0 ? at : new Date(at.getFullYear(), at.getMonth(), at.getDate() + daysOn);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const DATED = /^-(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.log$/;

/**
 * The files of a log, oldest first. One that is dated later than tomorrow was written under a wrong clock, and counts as older than the
 * others. A folder that is not there has none; throws what the file system throws else.
 */
export function listLogFiles(folder: string, name: string, now: number): LogFile[] {
  const tomorrow = toLocalDay(now, 1);
  const isOff = ({ day }: LogFile) => (day > tomorrow ? 0 : 1);
  return readFolder(folder)
    .flatMap((file) => {
      const match = file.startsWith(name) ? DATED.exec(file.slice(name.length)) : null;
      return match?.[1] ? [{ file, day: match[1], part: Number(match[2] ?? 0) }] : [];
    })
    .sort((a, b) => isOff(a) - isOff(b) || (a.day < b.day ? -1 : Number(a.day > b.day)) || a.part - b.part);
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
