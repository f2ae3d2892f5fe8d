import { z } from 'zod';

/** The wire formats that an upstream may speak. */
export const UpstreamDialect = z.enum(['anthropic-messages', 'openai-chat']);
export type UpstreamDialect = z.infer<typeof UpstreamDialect>;

/** How a provider wants its key: `Authorization: Bearer KEY` or `x-api-key: KEY`. */
export const AuthScheme = z.enum(['bearer', 'x-api-key']);
export type AuthScheme = z.infer<typeof AuthScheme>;

export const PresetId = z.enum(['anthropic', 'openrouter', 'deepseek', 'groq', 'ollama', 'lm-studio', 'simulator', 'custom']);
export type PresetId = z.infer<typeof PresetId>;

/** What a preset fills in, for the provider form. The proxy's catalogue is the source. */
export const PresetSummary = z.object({
  id: PresetId,
  name: z.string(),
  /** null: the user must give it (custom), or the app does (simulator). */
  baseUrl: z.string().nullable(),
  dialect: UpstreamDialect.nullable(),
  needsKey: z.boolean(),
  /** What a key of this vendor looks like, e.g. `sk-or-v1-…`. */
  keyLooksLike: z.string().nullable(),
  /** Where a key is made. */
  keyUrl: z.string().nullable(),
  /** The environment variable that this vendor's own tools read. */
  keyVariable: z.string().nullable(),
  /** Model ids to start from, before the list is fetched. */
  suggestedModels: z.array(z.string()),
});
export type PresetSummary = z.infer<typeof PresetSummary>;

/** Where a provider's key stands. Never the key itself; `lastFour` only where a key is present and long enough to spare them. */
export const KeyState = z.object({
  source: z.enum(['keychain', 'env', 'none']),
  /** Name of the environment variable, for source env. */
  variable: z.string().nullable(),
  present: z.boolean(),
  lastFour: z.string().nullable(),
  /** Why it could not be read, in one sentence. */
  problem: z.string().nullable(),
});
export type KeyState = z.infer<typeof KeyState>;

/** A provider as the screens show it. */
export const ProviderSummary = z.object({
  id: z.string(),
  name: z.string(),
  preset: PresetId,
  baseUrl: z.string(),
  dialect: UpstreamDialect,
  enabled: z.boolean(),
  key: KeyState,
  models: z.array(z.string()),
  /** Routes that have a target here. */
  usedBy: z.array(z.string()),
});
export type ProviderSummary = z.infer<typeof ProviderSummary>;

/** How far a test call came, and what it found. */
export const ProviderTestStep = z.enum(['address', 'dns', 'connect', 'tls', 'http', 'auth', 'models', 'done']);
export const ProviderTestResult = z.object({
  ok: z.boolean(),
  /** The step that failed, or 'done'. */
  step: ProviderTestStep,
  /** The whole outcome in one line, e.g. "200 in 0.31 s. The key works; 42 models listed." */
  sentence: z.string(),
  status: z.number().int().nullable(),
  durationMs: z.number().int().nonnegative(),
  /** Model ids as listed by the provider; empty when it lists none. */
  models: z.array(z.string()),
});
export type ProviderTestResult = z.infer<typeof ProviderTestResult>;
