import type { LogLine, LogName } from '../../shared/model/log-page';

export interface LineBatch {
  add(name: LogName, line: LogLine): void;
  /** Forgets what waits: nobody watches any more. */
  clear(): void;
}

/** Gathers lines of one log at a time, in their order, and sends at most one batch in `intervalMs`. */
export function batchLines(intervalMs: number, send: (name: LogName, lines: LogLine[]) => void): LineBatch {
  let waiting: LogLine[] = [];
  let timer: NodeJS.Timeout | null = null;

  return {
    add(name, line) {
      waiting.push(line);
      timer ??= setTimeout(() => {
        const lines = waiting;
        waiting = [];
        timer = null;
        send(name, lines);
      }, intervalMs);
    },
    clear() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = [];
    },
  };
}
