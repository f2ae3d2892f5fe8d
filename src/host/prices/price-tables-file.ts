import { readFile, rename, rm } from 'node:fs/promises';
import { PriceDataError, readStoredTables, type PriceTables } from '../../pricing';
import { describeSystemError } from '../config/describe-system-error';
import { writeAtomically } from '../config/write-atomically';
import { AppError } from '../../shared/errors';

/** Tables that were fetched, and when, epoch ms. */
export interface FetchedTables {
  tables: PriceTables;
  fetchedAt: number;
}

/** The file in which fetched tables outlive a restart. */
export interface PriceTablesFile {
  /** What it holds; null where there is none. One that cannot be used is put aside, and `problem` says so. Never rejects. */
  read(): Promise<{ fetched: FetchedTables | null; problem: string | null }>;
  /** Rejects with AppError prices-failed when it cannot be written. */
  write(fetched: FetchedTables): Promise<void>;
  remove(): Promise<void>;
}

export function openPriceTablesFile(path: string): PriceTablesFile {
  async function putAside(reason: string): Promise<string> {
    const aside = `${path}.damaged`;
    const moved = await rename(path, aside).then(
      () => ` It was put aside as ${aside}.`,
      () => '',
    );
    return `The fetched prices in ${path} cannot be used: ${reason}${moved}`;
  }

  return {
    async read() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (error) {
        const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        const problem = isMissing ? null : `${path} cannot be read: ${describeSystemError(error)}.`;
        return { fetched: null, problem };
      }
      try {
        return { fetched: parse(text), problem: null };
      } catch (error) {
        const reason = error instanceof PriceDataError ? error.message : 'it is no JSON.';
        return { fetched: null, problem: await putAside(reason) };
      }
    },
    async write({ tables, fetchedAt }) {
      try {
        await writeAtomically(path, JSON.stringify({ fetchedAt, ...tables }));
      } catch (error) {
        throw new AppError(
          'prices-failed',
          `The fetched prices could not be kept in ${path}: ${describeSystemError(error)}.`,
          'Check the free space and the permissions of the data folder. The prices in use stay as they are.',
        );
      }
    },
    remove: () => rm(path, { force: true }),
  };
}

function parse(text: string): FetchedTables {
  const json = JSON.parse(text) as unknown;
  const tables = readStoredTables(json);
  const { fetchedAt } = json as { fetchedAt?: unknown };
  if (!Number.isSafeInteger(fetchedAt)) throw new PriceDataError('The file of prices does not say when they were fetched.');
  return { tables, fetchedAt: fetchedAt as number };
}
