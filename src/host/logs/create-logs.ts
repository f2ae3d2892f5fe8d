import { join } from 'node:path';
import { pino } from 'pino';
import type { LogLevel } from '../../shared/config/logging-config';
import type { Exchange } from '../../shared/model/exchange';
import type { LogLine, LogName } from '../../shared/model/log-page';
import { describeSystemError } from '../config/describe-system-error';
import { createDayFile } from './day-file';
import { describeDecision } from './describe-decision';
import { formatServerLine } from './format-server-line';
import { parseLogLine } from './parse-log-line';

/** A line for the app's own log. `message` and `fields` never hold a secret. */
export interface LogEntry {
  level: LogLevel;
  message: string;
  fields?: Record<string, string | number | boolean | null>;
}

export interface LogListeners {
  /** A line was written to the log that is watched. */
  onLine?(name: LogName, line: LogLine): void;
  /** A log cannot be written, in one sentence; null: all can again. Each is told once. */
  onFault?(message: string | null): void;
}

export interface Logs {
  /** `app-*.log`: JSON lines. */
  log(entry: LogEntry): void;
  /** `server-*.log`: one line for a finished request; and its routing decision in `app-*.log`. */
  logExchange(exchange: Exchange): void;
  /** What each level leaves out: docs/logs.md. */
  setLevel(level: LogLevel): void;
  /** Which log's lines are told as they are written; null: none. */
  watch(name: LogName | null): void;
}

/** The folder of the text logs in a data folder. */
export function findLogFolder(dataFolder: string): string {
  return join(dataFolder, 'logs');
}

/** The text logs in `logs/` of the data folder. What cannot be written is given up; nothing waits for it. */
export function createLogs(dataFolder: string, now: () => number, { onLine, onFault }: LogListeners = {}): Logs {
  const folder = findLogFolder(dataFolder);
  const files = { server: createDayFile({ folder, name: 'server', now }), app: createDayFile({ folder, name: 'app', now }) };
  let watched: LogName | null = null;
  const faulty = new Set<LogName>();
  let level: LogLevel = 'info';

  function write(name: LogName, text: string): void {
    try {
      const { file, offset } = files[name].write(text);
      if (name === watched) onLine?.(name, parseLogLine(name, `${file}:${offset}`, text.trimEnd()));
      if (faulty.delete(name) && faulty.size === 0) onFault?.(null);
    } catch (error) {
      if (faulty.size === 0) onFault?.(`The logs in ${folder} cannot be written: ${describeSystemError(error)}.`);
      faulty.add(name);
    }
  }

  const app = pino(
    {
      base: null,
      level,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => write('app', line) },
  );

  return {
    log(entry) {
      app[entry.level]({ ...entry.fields }, entry.message);
    },
    logExchange(exchange) {
      const failed = exchange.outcome === 'failed';
      if (failed || app.isLevelEnabled('info')) write('server', formatServerLine(exchange));
      app[failed ? 'warn' : 'info'](describeDecision(exchange, level), 'routed');
    },
    setLevel(next) {
      level = next;
      app.level = next;
    },
    watch(name) {
      watched = name;
    },
  };
}
