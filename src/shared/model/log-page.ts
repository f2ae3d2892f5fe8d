import { z } from 'zod';
import { LogLevel } from '../config/logging-config';

/** The text logs: one line a request, or the app's own events. */
export const LogName = z.enum(['server', 'app']);
export type LogName = z.infer<typeof LogName>;

export const LogLine = z.object({
  /** Where the line begins, `file:offset`; the same as long as the file is there. */
  at: z.string(),
  /** Epoch milliseconds; null for a line that has none. */
  time: z.number().int().nullable(),
  /** Null in the server log, which has none. */
  level: LogLevel.nullable(),
  /** The line as it stands in the file, without its line break. */
  text: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

/** Lines of a log, newest last. */
export const LogPage = z.object({
  lines: z.array(LogLine),
  /** Where the page before this one ends; null: this is the beginning. */
  before: z.string().nullable(),
});
export type LogPage = z.infer<typeof LogPage>;
