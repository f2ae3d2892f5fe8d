import { join } from 'node:path';
import { pino } from 'pino';
import type { LogLevel } from '../../shared/config/logging-config';
import type { Exchange } from '../../shared/model/exchange';
import { createDayFile } from './day-file';
import { formatServerLine } from './format-server-line';

/** A line for the app's own log. `message` and `fields` never hold a secret. */
export interface LogEntry {
  level: LogLevel;
  message: string;
  fields?: Record<string, string | number | boolean | null>;
}

export interface Logs {
  /** `app-*.log`: JSON lines. */
  log(entry: LogEntry): void;
  /** `server-*.log`: one line for a finished request; and its routing decision in `app-*.log`. */
  logExchange(exchange: Exchange): void;
  /** Above level info, `server-*.log` gets only the requests that failed. */
  setLevel(level: LogLevel): void;
}

/** The text logs in `logs/` of the data folder. A log that can't be written is given up in silence: the ledger reports a full disk. */
export function createLogs(dataFolder: string, now: () => number): Logs {
  const folder = join(dataFolder, 'logs');
  const serverFile = createDayFile({ folder, name: 'server', now });
  const appFile = createDayFile({ folder, name: 'app', now });
  const app = pino(
    {
      base: null,
      level: 'info',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => ignoreFailure(() => appFile.write(line)) },
  );

  return {
    log({ level, message, fields }) {
      app[level]({ ...fields }, message);
    },
    logExchange(exchange) {
      const level = exchange.outcome === 'failed' ? 'warn' : 'info';
      if (app.isLevelEnabled(level)) ignoreFailure(() => serverFile.write(formatServerLine(exchange)));
      app[level](describeDecision(exchange), 'routed');
    },
    setLevel(level) {
      app.level = level;
    },
  };
}

function describeDecision(exchange: Exchange) {
  return {
    id: exchange.id,
    client: exchange.client,
    requestedModel: exchange.requestedModel,
    scenario: exchange.scenario,
    route: exchange.route,
    reason: exchange.reason,
    provider: exchange.providerId,
    model: exchange.model,
    outcome: exchange.outcome,
    status: exchange.status,
    attempts: exchange.attempts.length,
    error: exchange.error,
  };
}

function ignoreFailure(write: () => void): void {
  try {
    write();
  } catch {
    // Said once where it matters: the ledger lies in the same folder.
  }
}
