import { z } from 'zod';
import { findPatternFault } from './pattern-fault';

export const LogLevel = z.enum(['error', 'warn', 'info', 'debug']);
export type LogLevel = z.infer<typeof LogLevel>;

/** Whose bodies are written to the disk: nobody's, those of requests that failed, or all. */
export const BodyPolicy = z.enum(['none', 'errors', 'all']);
export type BodyPolicy = z.infer<typeof BodyPolicy>;

/** What a route or a project may say otherwise. */
export const privacyFields = {
  bodies: BodyPolicy.optional(),
  /** Figures only: no session, no project, no bodies, not even in memory, and no words of an error. */
  private: z.boolean().optional(),
};

/** How long things are kept. Sums by hour and day outlive the requests that they are made of. */
export const Retention = z.strictObject({
  /** Days of requests; null: for ever. */
  days: z.number().int().positive().max(36_500).nullable().default(180),
  /** Days of bodies; null: as long as their requests. */
  bodyDays: z.number().int().positive().max(36_500).nullable().default(14),
  /** The ledger's file, in megabytes of 1,000,000 bytes; the oldest bodies go first, then the oldest requests. null: no limit. */
  maxMegabytes: z.number().int().min(50).nullable().default(2_000),
});
export type Retention = z.infer<typeof Retention>;

/** Bytes of one body that are kept, where the config does not say. */
export const DEFAULT_BODY_LIMIT = 1_000_000;

export const Logging = z.strictObject({
  level: LogLevel.default('info'),
  bodies: BodyPolicy.default('errors'),
  /** Bytes of one body that are kept; what is longer is cut, and shown as cut. */
  bodyLimit: z.number().int().min(1_000).max(50_000_000).default(DEFAULT_BODY_LIMIT),
  /** Patterns (RE2) of what is redacted beside keys and tokens, before anything is kept. */
  redact: z
    .array(
      z.string().superRefine((pattern, context) => {
        const fault = findPatternFault(pattern);
        if (fault !== null) context.addIssue({ code: 'custom', message: fault });
      }),
    )
    .max(100)
    .default([]),
  /** By folder: what the sessions that work there or below may say otherwise. The longest folder that fits holds. */
  projects: z.record(z.string().min(1), z.strictObject(privacyFields)).default({}),
  retention: Retention.prefault({}),
});
export type Logging = z.infer<typeof Logging>;
