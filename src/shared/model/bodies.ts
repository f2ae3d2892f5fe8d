import { z } from 'zod';

/** The four bodies of an exchange: what the client sent, what went to the upstream, what it answered, and what the client got. */
export const BodyKind = z.enum(['client-request', 'upstream-request', 'upstream-response', 'client-response']);
export type BodyKind = z.infer<typeof BodyKind>;

/** A body as it is kept: keys, tokens and what the config's patterns find are redacted. */
export const KeptBody = z.object({
  kind: BodyKind,
  /** Of which attempt; null for those between client and Switchyard. */
  attempt: z.number().int().positive().nullable(),
  contentType: z.string().nullable(),
  text: z.string(),
  /** Bytes of the whole body as it passed. */
  size: z.number().int().nonnegative(),
  /** Bytes of it that were kept; less than `size` where it was cut. */
  kept: z.number().int().nonnegative(),
  /** Places that were redacted. */
  redacted: z.number().int().nonnegative(),
});
export type KeptBody = z.infer<typeof KeptBody>;

export const ExchangeBodies = z.object({
  /** Where they lie: memory is gone with the next start. */
  from: z.enum(['memory', 'ledger']).nullable(),
  /** Why there are none, in one sentence; null where there are some. */
  why: z.string().nullable(),
  bodies: z.array(KeptBody),
});
export type ExchangeBodies = z.infer<typeof ExchangeBodies>;
