import { z } from 'zod';
import { Retention } from '../config/logging-config';

const Count = z.number().int().nonnegative();

/** How large the ledger is. */
export const LedgerInfo = z.object({
  file: z.string(),
  /** With what waits beside the file. */
  bytes: Count,
  /** Bytes in it that nothing uses. */
  freeBytes: Count,
  exchanges: Count,
  /** Exchanges with bodies, and the bytes that these take. */
  withBodies: Count,
  bodyBytes: Count,
  /** startedAt of the oldest exchange, epoch milliseconds; null: there is none. */
  oldest: z.number().int().nullable(),
});
export type LedgerInfo = z.infer<typeof LedgerInfo>;

/** What a retention would delete now. */
export const RetentionPreview = z.object({
  retention: Retention,
  exchanges: Count,
  /** Exchanges that lose their bodies only. */
  bodies: Count,
  /** About so many bytes become free. */
  bytes: Count,
  /** startedAt of the oldest exchange that stays; null: none does, or none is there. */
  oldestKept: z.number().int().nullable(),
  /** Why Switchyard does not delete by age of its own accord, in a sentence or two: the clock may have leapt. Null: it does. */
  held: z.string().nullable(),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** What was deleted. */
export const RetentionReport = RetentionPreview.pick({ exchanges: true, bodies: true }).extend({
  /** Bytes that the file became smaller by. */
  bytes: Count,
});
export type RetentionReport = z.infer<typeof RetentionReport>;

export const ExportFormat = z.enum(['csv', 'json', 'har']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportReport = z.object({ file: z.string(), exchanges: Count, bytes: Count });
export type ExportReport = z.infer<typeof ExportReport>;
