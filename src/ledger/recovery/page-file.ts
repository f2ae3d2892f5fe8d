import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { indexWal, isPageSize } from './read-wal';

const MAGIC = 'SQLite format 3\0';
/** What this app's files have; for a file that does not say it any more. */
const USUAL_PAGE_SIZE = 4096;

/** A database file as pages, counted from 1, each as it was committed last: of the write-ahead log where that has it. Writes nothing. */
export interface PageFile {
  readonly pageSize: number;
  /** How many pages there are, those after a cut off end not counted. */
  readonly count: number;
  /** `PRAGMA user_version`; null when the file's header is lost. */
  readonly version: number | null;
  /** The first page of the list of free pages; 0: there is none, or it is not known. */
  readonly freeList: number;
  /** Null when it is not there or the disk does not give it. The buffer is the caller's. */
  read(page: number): Buffer | null;
  close(): void;
}

/** A file that is not there has the pages of its log. Throws the system's error when it cannot be opened. */
export function openPages(file: string): PageFile {
  const fd = openIfThere(file);
  const walFd = openIfThere(`${file}-wal`);
  const wal = walFd === null ? { pageSize: 0, pages: new Map<number, number>() } : indexWal(walFd, fstatSync(walFd).size);
  const pageSize = (fd === null ? null : readPageSize(fd)) ?? (wal.pageSize || USUAL_PAGE_SIZE);
  const inWal = wal.pageSize === pageSize ? wal.pages : new Map<number, number>();
  const inFile = fd === null ? 0 : Math.floor(fstatSync(fd).size / pageSize);
  let count = inFile;
  for (const page of inWal.keys()) count = Math.max(count, page);

  function read(page: number): Buffer | null {
    const offset = inWal.get(page);
    if (offset !== undefined && walFd !== null) return readAt(walFd, offset, pageSize);
    return fd !== null && page >= 1 && page <= inFile ? readAt(fd, (page - 1) * pageSize, pageSize) : null;
  }

  const header = read(1);
  const isWhole = header !== null && header.toString('latin1', 0, MAGIC.length) === MAGIC;
  return {
    pageSize,
    count,
    version: isWhole ? header.readUInt32BE(60) : null,
    freeList: isWhole ? header.readUInt32BE(32) : 0,
    read,
    close() {
      if (fd !== null) closeSync(fd);
      if (walFd !== null) closeSync(walFd);
    },
  };
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function readPageSize(fd: number): number | null {
  const header = readAt(fd, 0, 100);
  if (header?.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const stated = header.readUInt16BE(16);
  const size = stated === 1 ? 65_536 : stated;
  return isPageSize(size) ? size : null;
}

function readAt(fd: number, offset: number, length: number): Buffer | null {
  const buffer = Buffer.alloc(length);
  try {
    return readSync(fd, buffer, 0, length, offset) === length ? buffer : null;
  } catch {
    return null;
  }
}
