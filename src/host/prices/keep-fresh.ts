import { toAppErrorData } from '../../shared/errors';

export interface FreshnessOptions {
  /** True while the user wants newer tables to be fetched by themselves. */
  isWanted(): boolean;
  /** Of the tables in use, epoch ms; null: those that came with the app, which are older than any week. */
  fetchedAt(): number | null;
  /** Fetches and applies. */
  refresh(): Promise<void>;
  /** A try that failed, in one sentence; it is made again later. */
  onFailure(message: string): void;
  now(): number;
}

export interface Freshness {
  /** Looks whether it is time, and if so fetches. Call it at the start, when the config changes, and now and then. Never rejects. */
  check(): Promise<void>;
  /** Why the last try failed; null when it did not. */
  failure(): string | null;
}

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const LONGEST_WAIT_MS = 24 * HOUR_MS;

/** Keeps tables of prices younger than a week, if that is wanted. After a failure it tries again in an hour, then in two, up to once a day. */
export function keepFresh({ isWanted, fetchedAt, refresh, onFailure, now }: FreshnessOptions): Freshness {
  let failures = 0;
  let failure: string | null = null;
  let notBefore = 0;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    try {
      await refresh();
      failures = 0;
      failure = null;
    } catch (error) {
      notBefore = now() + Math.min(HOUR_MS * 2 ** failures, LONGEST_WAIT_MS);
      failures += 1;
      failure = toAppErrorData(error).message;
      onFailure(failure);
    }
  }

  function isDue(): boolean {
    const age = now() - (fetchedAt() ?? 0);
    // A clock that was set back makes tables of tomorrow: they are fetched again when it has caught up with them by a week.
    return isWanted() && age >= WEEK_MS && now() >= notBefore;
  }

  return {
    async check() {
      if (running === null && isDue()) running = run().finally(() => (running = null));
      await running;
    },
    failure: () => (isWanted() ? failure : null),
  };
}
