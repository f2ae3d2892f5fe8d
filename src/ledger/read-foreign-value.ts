import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * The value that a query finds first in another program's database; null where it finds none. It asks a copy, with what waits
 * in the write-ahead log: to open the file itself would write beside it. The copy is gone afterwards. Rejects with SQLite's or
 * the system's error.
 *
 * @param query gives one column called `value`
 */
export async function readForeignValue(file: string, query: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-copy-'));
  try {
    const copy = join(folder, basename(file));
    await copyFile(file, copy);
    await copyFile(`${file}-wal`, `${copy}-wal`).catch(ignoreMissing);
    const database = new DatabaseSync(copy);
    try {
      const row = database.prepare(query).get() as { value?: unknown } | undefined;
      return typeof row?.value === 'string' ? row.value : null;
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
