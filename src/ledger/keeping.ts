import { statSync } from 'node:fs';
import type { Retention } from '../shared/config/logging-config';
import type { LedgerInfo, RetentionPreview } from '../shared/model/ledger-info';
import { exportExchanges, type ExportOptions } from './export/export-exchanges';
import type { Database } from './open-database';
import { deleteExpired, type Deleted } from './retention/delete-expired';
import { weighBodies } from './retention/expire-bodies';
import { measureFile } from './retention/measure-file';
import { planRetention, type PlanOptions } from './retention/plan-retention';
import { returnPages } from './retention/return-pages';
import { runInSlices, runInSlicesWhile, type SliceOptions, type StoppableOptions } from './run-in-slices';

/** How long things stay in the ledger, how large its file is, and how they leave it as files. Long work goes piece by piece. */
export interface Keeping {
  info(options: SliceOptions): Promise<LedgerInfo>;
  /** Bytes of the file that something uses. */
  usedBytes(): number;
  /** What {@link applyRetention} would delete now. */
  previewRetention(retention: Retention, options: PlanOptions & SliceOptions): Promise<RetentionPreview>;
  /** Deletes what the preview names; rejects with the signal's reason where it is ended between two pieces. */
  applyRetention(retention: Retention, options: PlanOptions & SliceOptions): Promise<Deleted>;
  /** Gives free pages back to the disk. Resolves with their bytes; null where it was ended early. */
  returnPages(options: StoppableOptions): Promise<number | null>;
  /** Writes exchanges as the text of a file. Resolves with how many; null where it was ended early. */
  exportExchanges(options: ExportOptions & StoppableOptions): Promise<number | null>;
}

export interface KeepingParts {
  database: Database;
  file: string;
  /** Writes what waits. */
  flush(): void;
  /** Decisions were deleted: an id that is remembered may be of one of them. */
  forgetDecisions(): void;
}

/** A file that is still too large after so many rounds has little in it that could go. */
const MOST_ROUNDS = 5;

export function createKeeping({ database, file, flush, forgetDecisions }: KeepingParts): Keeping {
  return {
    async info(options) {
      flush();
      const { bytes, freeBytes } = measureFile(database);
      const { exchanges, oldest } = database
        .prepare('SELECT count(*) AS exchanges, min(started_at) AS oldest FROM exchanges')
        .get() as unknown as Pick<LedgerInfo, 'exchanges' | 'oldest'>;
      const sets = await runInSlices(weighBodies(database), options);
      return {
        file,
        bytes: bytes + sizeOf(`${file}-wal`) + sizeOf(`${file}-shm`),
        freeBytes,
        exchanges,
        withBodies: sets.length,
        bodyBytes: sets.reduce((sum, set) => sum + set.bytes, 0),
        oldest,
      };
    },
    usedBytes() {
      const { bytes, freeBytes } = measureFile(database);
      return bytes - freeBytes;
    },
    async previewRetention(retention, options) {
      flush();
      return (await runInSlices(planRetention(database, retention, options), options)).preview;
    },
    async applyRetention(retention, options) {
      const deleted = { exchanges: 0, bodies: 0 };
      // What a request takes was an average: a file that is still too large loses more.
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        flush();
        const plan = await runInSlices(planRetention(database, retention, options), options);
        if (plan.preview.exchanges + plan.preview.bodies === 0) break;
        const gone = await runInSlices(deleteExpired(database, plan, forgetDecisions), options);
        deleted.exchanges += gone.exchanges;
        deleted.bodies += gone.bodies;
      }
      return deleted;
    },
    returnPages: (options) => runInSlicesWhile(returnPages(database, file), options),
    exportExchanges(options) {
      flush();
      return runInSlicesWhile(exportExchanges(database, options), options);
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
