import type { LogLevel } from '../../shared/config/logging-config';
import type { LogLine, LogName } from '../../shared/model/log-page';

/** How a line begins that pino has written for us. */
const APP_LINE = /^\{"level":"(error|warn|info|debug)","time":"([^"]{20,30})"/;
const SERVER_LINE = /^\[([^\]]{20,30})\] /;

/** A line of a log with what its beginning says. `text` is without its line break; `at` says where it begins. */
export function parseLogLine(name: LogName, at: string, text: string): LogLine {
  if (name === 'server') return { at, time: readTime(SERVER_LINE.exec(text)?.[1]), level: null, text };
  const match = APP_LINE.exec(text);
  return { at, time: readTime(match?.[2]), level: (match?.[1] as LogLevel | undefined) ?? null, text };
}

function readTime(text: string | undefined): number | null {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
