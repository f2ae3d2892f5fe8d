import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import { fitsLogFilter, type LogFilter } from '../../../shared/model/log-filter';
import type { LogLine, LogName } from '../../../shared/model/log-page';
import { call } from '../../api/api';
import { reportFailure } from '../../state/notices-store';

const PAGE_LINES = 500;
/** Lines in the window while it follows the end; whoever scrolls back may have more. */
export const MOST_LINES = 5_000;

interface LogsStore {
  name: LogName;
  filter: LogFilter;
  /** Oldest first. */
  lines: LogLine[];
  /** Where the page before the first line ends; null: that is the beginning of the log. */
  before: string | null;
  phase: 'loading' | 'ready' | 'failed';
  error: AppErrorData | null;
  loadingMore: boolean;
  /** True while the list stands at its end, and goes on with it. */
  following: boolean;
  /** Lines that came since the reader left the end. */
  waiting: number;
  /** Shows the end of a log, through a filter. */
  open(name: LogName, filter: LogFilter): Promise<void>;
  loadMore(): Promise<void>;
  append(name: LogName, lines: readonly LogLine[]): void;
  follow(following: boolean): void;
}

/** The log that is being read. */
export const useLogsStore = create<LogsStore>()((set, get) => {
  /** Counts the openings, so that a page that was asked for earlier is known to be too late. */
  let opening = 0;

  return {
    name: 'server',
    filter: {},
    lines: [],
    before: null,
    phase: 'loading',
    error: null,
    loadingMore: false,
    following: true,
    waiting: 0,

    async open(name, filter) {
      const asked = ++opening;
      set({
        name,
        filter,
        lines: [],
        before: null,
        phase: 'loading',
        error: null,
        loadingMore: false,
        following: true,
        waiting: 0,
      });
      try {
        const page = await call('logs.read', { name, before: null, limit: PAGE_LINES, ...filter });
        if (asked !== opening) return;
        // What was written meanwhile has been told already.
        set(({ lines }) => ({ lines: [...page.lines, ...withoutKnown(lines, page.lines)], before: page.before, phase: 'ready' }));
      } catch (error) {
        if (asked === opening) set({ phase: 'failed', error: toAppErrorData(error) });
      }
    },

    async loadMore() {
      const { name, filter, before, loadingMore } = get();
      if (before === null || loadingMore) return;
      const asked = opening;
      set({ loadingMore: true });
      try {
        const page = await call('logs.read', { name, before, limit: PAGE_LINES, ...filter });
        if (asked !== opening) return;
        set(({ lines }) => ({ lines: [...page.lines, ...lines], before: page.before, loadingMore: false }));
      } catch (error) {
        if (asked !== opening) return;
        // It would fail again and again; opening the log anew tries again.
        set({ loadingMore: false, before: null });
        reportFailure(error);
      }
    },

    append(name, told) {
      const { name: shown, filter, lines, following, waiting, before } = get();
      const fitting = withoutKnown(told, lines).filter((line) => fitsLogFilter(line, filter));
      if (name !== shown || fitting.length === 0) return;
      const all = [...lines, ...fitting];
      if (!following) return set({ lines: all, waiting: waiting + fitting.length });
      const kept = all.slice(-MOST_LINES);
      set({ lines: kept, before: kept.length < all.length ? (kept[0]?.at ?? before) : before });
    },

    follow(following) {
      set(following ? { following, waiting: 0 } : { following });
    },
  };
});

/** Lines that are not among the newest of those that are there. */
function withoutKnown(lines: readonly LogLine[], there: readonly LogLine[]): LogLine[] {
  const known = new Set(there.slice(-1_000).map(({ at }) => at));
  return lines.filter(({ at }) => !known.has(at));
}
