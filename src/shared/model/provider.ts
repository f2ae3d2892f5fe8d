import { z } from 'zod';

/** The wire formats that an upstream may speak. */
export const UpstreamDialect = z.enum(['anthropic-messages', 'openai-chat', 'openai-responses', 'gemini', 'ollama']);
export type UpstreamDialect = z.infer<typeof UpstreamDialect>;

/** How a provider wants its key: `Authorization: Bearer KEY`, or in the header of that name. */
export const AuthScheme = z.enum(['bearer', 'x-api-key', 'api-key', 'x-goog-api-key']);
export type AuthScheme = z.infer<typeof AuthScheme>;

/** Who answers, in the order in which screens offer them. The proxy's catalogue has a definition for each. */
export const PresetId = z.enum([
  'anthropic',
  'openai',
  'gemini',
  'deepseek',
  'moonshot',
  'kimi-code',
  'zai',
  'minimax',
  'dashscope',
  'xai',
  'mistral',
  'xiaomi',
  'stepfun',
  'volcengine',
  'openrouter',
  'groq',
  'cerebras',
  'together',
  'fireworks',
  'siliconflow',
  'modelscope',
  'bedrock',
  'vertex',
  'azure-openai',
  'ollama',
  'lm-studio',
  'vllm',
  'llama-cpp',
  'simulator',
  'custom',
]);
export type PresetId = z.infer<typeof PresetId>;

/** Presets whose address is each user's own, so that the config must give it. A test holds this against the catalogue. */
export const PRESETS_WITHOUT_ADDRESS: readonly PresetId[] = ['azure-openai', 'bedrock', 'vertex', 'custom'];

/** What kind of provider a preset is: the maker of the models, a host of many makers' models, a cloud, a server at home, or other. */
export const PresetGroup = z.enum(['maker', 'host', 'cloud', 'local', 'other']);
export type PresetGroup = z.infer<typeof PresetGroup>;

/** Another address of the same service: a region, a plan. May hold parts to fill in, in braces. */
export const OtherAddress = z.object({ name: z.string(), baseUrl: z.string() });
export type OtherAddress = z.infer<typeof OtherAddress>;

/** A dialect that a preset speaks. */
export const PresetEndpoint = z.object({
  dialect: UpstreamDialect,
  /** null: the user must give it (custom, Azure …), or the app does (simulator). */
  baseUrl: z.string().nullable(),
  /** Spoken only where the config asks for it. */
  onRequest: z.boolean(),
});

/** What a preset fills in, for the provider form. The proxy's catalogue is the source. */
export const PresetSummary = z.object({
  id: PresetId,
  name: z.string(),
  group: PresetGroup,
  /** What it speaks and where, the preferred one first. */
  endpoints: z.array(PresetEndpoint),
  /** What to fill in where there is no fixed address, e.g. `https://{resource}.openai.azure.com/openai/v1`. */
  baseUrlPattern: z.string().nullable(),
  otherAddresses: z.array(OtherAddress),
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

/** How one of a provider's keys stands. Never the key itself; `lastFour` only where a key is present and long enough to spare them. */
export const KeyState = z.object({
  /** e.g. `keychain:work`, `env:A_KEY`. */
  id: z.string(),
  /** The same in a sentence. */
  label: z.string(),
  source: z.enum(['keychain', 'env', 'none']),
  /** Of the environment variable, or by which the key in the keychain is told from others; null where it needs none. */
  name: z.string().nullable(),
  present: z.boolean(),
  lastFour: z.string().nullable(),
  /** Why it could not be read, in one sentence. */
  problem: z.string().nullable(),
});
export type KeyState = z.infer<typeof KeyState>;

/** Why a provider cannot be asked for want of a key, in one sentence; null where one of its keys can be read, or none is needed. */
export function findKeyProblem(keys: readonly KeyState[]): string | null {
  return keys.every(({ problem }) => problem !== null) ? (keys[0]?.problem ?? null) : null;
}

/** A provider as the screens show it. */
export const ProviderSummary = z.object({
  id: z.string(),
  name: z.string(),
  preset: PresetId,
  /** Of the first of its dialects. */
  baseUrl: z.string(),
  /** The one that the config asks for; null: all that the preset speaks. */
  dialect: UpstreamDialect.nullable(),
  /** All that it is spoken to in, the preferred one first. */
  dialects: z.array(UpstreamDialect),
  enabled: z.boolean(),
  /** In the order of the config. */
  keys: z.array(KeyState),
  models: z.array(z.string()),
  /** Routes that have a target here. */
  usedBy: z.array(z.string()),
});
export type ProviderSummary = z.infer<typeof ProviderSummary>;

/** How far a test call came, and what it found. proxy: a connection to the proxy; tunnel: through it to the provider. */
export const ProviderTestStep = z.enum(['address', 'proxy', 'tunnel', 'dns', 'connect', 'tls', 'http', 'auth', 'models', 'done']);
export type ProviderTestStep = z.infer<typeof ProviderTestStep>;
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
