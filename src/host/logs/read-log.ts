import { join } from 'node:path';
import { fitsLogFilter, type LogFilter } from '../../shared/model/log-filter';
import type { LogLine, LogName, LogPage } from '../../shared/model/log-page';
import { listLogFiles, type LogFile } from './log-files';
import { parseLogLine } from './parse-log-line';
import { readBackwards } from './read-backwards';

export interface LogQuery extends LogFilter {
  name: LogName;
  /** Lines before this place, as LogPage gives it; null: the newest. */
  before: string | null;
  /** The page has no more lines than this. */
  limit: number;
}

/** Bytes read for one page at most, or a little more, so that a filter that nothing fits holds nobody up. */
const SCAN_BYTES = 4_000_000;

/**
 * A page of a log, read from its end over as many files as it takes, in chunks. It may have fewer lines than asked for, or none, and
 * still a page before it. `bytesRead` says what it took. A place in a file that is gone is before the beginning of all.
 * Throws what the file system throws.
 */
export function readLog(logFolder: string, query: LogQuery, now: number): { page: LogPage; bytesRead: number } {
  const files = listLogFiles(logFolder, query.name, now);
  const lines: LogLine[] = [];
  let bytesRead = 0;
  const finish = (before: string | null) => ({ page: { lines: lines.reverse(), before }, bytesRead });

  const place = findPlace(files, query.before);
  let end = place.end;
  for (const { file } of files.slice(0, place.count).reverse()) {
    for (const { offset, text } of readBackwards(join(logFolder, file), end, (bytes) => (bytesRead += bytes))) {
      const line = parseLogLine(query.name, `${file}:${offset}`, text);
      if (fitsLogFilter(line, query)) lines.push(line);
      if (lines.length >= query.limit || bytesRead > SCAN_BYTES) return finish(isFirst(files, file, offset) ? null : line.at);
    }
    end = null;
  }
  return finish(null);
}

/** How many of the files lie before the place, its own with them, and where in its own it is. */
function findPlace(files: readonly LogFile[], place: string | null): { count: number; end: number | null } {
  if (place === null) return { count: files.length, end: null };
  const colon = place.lastIndexOf(':');
  const count = files.findIndex(({ file }) => file === place.slice(0, colon)) + 1;
  return { count, end: Number(place.slice(colon + 1)) || 0 };
}

function isFirst(files: readonly LogFile[], file: string, offset: number): boolean {
  return offset === 0 && file === files[0]?.file;
}
