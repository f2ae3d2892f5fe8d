import { z } from 'zod';
import { Cost, NanoDollars } from './money';
import { Scenario } from './scenario';
import { Usage } from './usage';

export const ClientDialect = z.enum(['anthropic-messages', 'openai-chat', 'openai-responses']);
export type ClientDialect = z.infer<typeof ClientDialect>;

/** passthrough: the upstream speaks the client's dialect and the bytes go through; translated: by way of the canonical form. */
export const Lane = z.enum(['passthrough', 'translated']);
export type Lane = z.infer<typeof Lane>;

export const AttemptOutcome = z.enum(['in-flight', 'ok', 'failed', 'aborted', 'timed-out']);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** One upstream call. Times are whole milliseconds since the exchange began. */
export const Attempt = z.object({
  number: z.number().int().positive(),
  providerId: z.string(),
  model: z.string(),
  /** Which of the provider's keys it was asked with, e.g. `env:A_KEY`, never the key itself; null where there was no choice. */
  keyId: z.string().nullable(),
  lane: Lane,
  outcome: AttemptOutcome,
  /** HTTP status of the upstream; null when none came. */
  status: z.number().int().nullable(),
  startedAfterMs: z.number().int().nonnegative(),
  endedAfterMs: z.number().int().nonnegative().nullable(),
  /** What went wrong, in one sentence; null when nothing did. */
  error: z.string().nullable(),
  /** Null when nothing of an answer came: such a call is not billed. */
  usage: Usage.nullable(),
  cost: Cost.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** True for an attempt that brought no answer, whatever kept it from one. */
export function isFailedAttempt({ outcome }: Attempt): boolean {
  return outcome === 'failed' || outcome === 'timed-out';
}

export const ExchangeOutcome = z.enum(['in-flight', 'ok', 'failed', 'aborted']);
export type ExchangeOutcome = z.infer<typeof ExchangeOutcome>;

/** One client request with its final reply: a row of the log, whether still running or done. */
export const Exchange = z.object({
  /** `req_` and 12 characters; also sent to the client as `request-id`. */
  id: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number().int(),
  outcome: ExchangeOutcome,
  /** Name and version of the calling program as its user agent gives it, e.g. `claude-cli/2.1.330`. */
  client: z.string().nullable(),
  clientDialect: ClientDialect,
  sessionId: z.string().nullable(),
  /** The folder that the session works in, where the client names it. */
  project: z.string().nullable(),
  requestedModel: z.string().nullable(),
  streaming: z.boolean(),
  scenario: Scenario.nullable(),
  /** The route that took it; null when none did (an explicit model, or a refusal before routing). */
  route: Scenario.nullable(),
  /** Why it went there, in one plain sentence. */
  reason: z.string(),
  /** The target in use, or the last one tried. */
  providerId: z.string().nullable(),
  model: z.string().nullable(),
  lane: Lane.nullable(),
  /** HTTP status sent to the client. */
  status: z.number().int().nullable(),
  stopReason: z.string().nullable(),
  /** Milliseconds since startedAt; null when it has not happened. */
  firstByteMs: z.number().int().nonnegative().nullable(),
  firstTokenMs: z.number().int().nonnegative().nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  /** Of all its attempts together, since a failed one may have been billed too. So is the cost. */
  usage: Usage,
  cost: Cost,
  /** What the same answer would have cost on the default route's first target, in nano-dollars; null where that is not known. */
  defaultCost: NanoDollars.nullable(),
  /** What was odd about its figures, each in one sentence: a negative count, a clock that was set back. */
  oddities: z.array(z.string()),
  /** Figures only, by its route's or its project's wish: no session, no project, no bodies, no words of an error. */
  private: z.boolean(),
  /** What went wrong, to whom, and what to do; null when nothing did. */
  error: z.string().nullable(),
  attempts: z.array(Attempt),
});
export type Exchange = z.infer<typeof Exchange>;

/** What the proxy tells the ledger and the screens. `exchange` is always the whole row as it is now. */
export const ExchangeEvent = z.object({
  kind: z.enum(['started', 'progressed', 'finished']),
  exchange: Exchange,
  /**
   * Why it went where it went, as encodeDecision writes it: with `finished`, once it was routed.
   */
  decision: z.string().optional(),
});
export type ExchangeEvent = z.infer<typeof ExchangeEvent>;
