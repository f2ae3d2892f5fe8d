/** SQLite's result codes (https://sqlite.org/rescode.html); the low byte is the kind. */
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
/** The file ends before the page that is read. */
const SHORT_READ = 522;
const DAMAGED = /^(database disk image is malformed|file is not a database)$/;

/** Thrown where the file at the ledger's path is not the one that is open. */
export class FileGone extends Error {
  constructor() {
    super('it was deleted or replaced while it was open');
    this.name = 'FileGone';
  }
}

/** damaged: pages of the file can't be right. gone: the path leads to another file, or to none. Null for any other error. */
export function findLoss(error: unknown): 'damaged' | 'gone' | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof FileGone) return 'gone';
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  // The driver gives no code to what a query meets on its way through the rows.
  if (code === 0 && DAMAGED.test(error.message)) return 'damaged';
  if (code === SHORT_READ || (code & 0xff) === CORRUPT || (code & 0xff) === NOT_A_DATABASE) return 'damaged';
  return findLoss(error.cause);
}
