/** Whether requests run, as the ledger's thread sees it. */
export interface Activity {
  /** Ids of what a proxy has open; the set is the proxy's own. Returns what takes it away. */
  follow(open: ReadonlySet<string>): () => void;
  /** A row came. */
  touch(): void;
  /** Something runs now. */
  busy(): boolean;
  /** Nothing runs, and nothing has for a while. */
  idle(): boolean;
}

/** After the last row of a conversation the next one comes soon; in ms. */
const QUIET_MS = 20_000;

/** @param now milliseconds of a clock that nobody sets */
export function createActivity(now: () => number): Activity {
  const followed = new Set<ReadonlySet<string>>();
  let last = -Infinity;
  const busy = () => [...followed].some((open) => open.size > 0);
  return {
    follow(open) {
      followed.add(open);
      return () => void followed.delete(open);
    },
    touch() {
      last = now();
    },
    busy,
    idle: () => !busy() && now() - last >= QUIET_MS,
  };
}
