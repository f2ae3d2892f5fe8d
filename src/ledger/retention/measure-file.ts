import type { Database } from '../open-database';

/** How large the main file is, without what waits beside it, and how much of it nothing uses. In bytes. */
export function measureFile(database: Database): { bytes: number; freeBytes: number } {
  const ask = (pragma: string) =>
    Object.values(database.prepare(`PRAGMA ${pragma}`).get() as Record<string, number>)[0] as number;
  const pageSize = ask('page_size');
  return { bytes: ask('page_count') * pageSize, freeBytes: ask('freelist_count') * pageSize };
}
