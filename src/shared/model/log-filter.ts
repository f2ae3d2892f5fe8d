import type { LogLevel } from '../config/logging-config';
import type { LogLine } from './log-page';

/** The levels, the gravest first. */
export const LOG_LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

export interface LogFilter {
  /** What the line holds, small and capital letters alike. */
  text?: string | undefined;
  /** Lines of this level and graver ones; a line without a level always fits. */
  level?: LogLevel | undefined;
}

/** True for a line that a filter lets through. */
export function fitsLogFilter(line: Pick<LogLine, 'level' | 'text'>, { text = '', level }: LogFilter): boolean {
  if (level !== undefined && line.level !== null && LOG_LEVELS.indexOf(line.level) > LOG_LEVELS.indexOf(level)) return false;
  return text === '' || line.text.toLowerCase().includes(text.toLowerCase());
}
