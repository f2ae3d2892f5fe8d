import { z } from 'zod';
import { ProviderTestStep } from './provider';

/** ok; failed; skipped: not needed here; not-tried: an earlier step failed. */
export const DiagnosisOutcome = z.enum(['ok', 'failed', 'skipped', 'not-tried']);
export type DiagnosisOutcome = z.infer<typeof DiagnosisOutcome>;

/** One step on the way to a provider's answer. */
export const DiagnosisStep = z.object({
  step: ProviderTestStep.exclude(['done']),
  outcome: DiagnosisOutcome,
  /** How long it took; null where it was not done, or was part of another step. */
  ms: z.number().int().nonnegative().nullable(),
  /** What happened, in one sentence. */
  sentence: z.string(),
  /** What to do about a failure; null where nothing is to do. */
  advice: z.string().nullable(),
});
export type DiagnosisStep = z.infer<typeof DiagnosisStep>;

/** How far a call to a provider comes, step by step, in their order. */
export const Diagnosis = z.object({
  /** True when every step went well. */
  ok: z.boolean(),
  steps: z.array(DiagnosisStep),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** The steps in the words that people read. */
export const STEP_WORDS: Record<DiagnosisStep['step'], string> = {
  address: 'Address',
  proxy: 'Proxy',
  tunnel: 'Through the proxy',
  dns: 'Name',
  connect: 'Connection',
  tls: 'Certificate',
  http: 'Answer',
  auth: 'Key',
  models: 'Models',
};
