import { z } from 'zod';

/** How much a model is to think, in the words of the clients. */
export const Effort = z.enum(['minimal', 'low', 'medium', 'high', 'xhigh', 'max']);
export type Effort = z.infer<typeof Effort>;

/** Fields laid over a request's body: objects merge, lists are joined, all else replaces. */
export const BodyFragment = z.record(z.string(), z.unknown());
export type BodyFragment = z.infer<typeof BodyFragment>;

/** How a model is told to think, as fields of its provider's request body. */
export const ReasoningSwitch = z.strictObject({
  /** Reasoning off; null where the model cannot do without, and nothing is sent. */
  off: BodyFragment.nullable(),
  /** Reasoning on, where the client names no effort that `effort` knows. */
  on: BodyFragment,
  /** Reasoning on, by effort. A level that is missing is rounded down to the next one that is there, or up when there is none below. */
  effort: z.partialRecord(Effort, BodyFragment).default({}),
  /** Where a budget of thinking tokens goes (a path with dots) and its bounds; null where there is no such field. */
  budget: z
    .strictObject({ path: z.string().min(1), min: z.number().int().nonnegative(), max: z.number().int().positive().nullable() })
    .nullable()
    .default(null),
  /** Kinds of `thinking` in the Messages API that are taken as a client says them, though nothing above says so. */
  alsoTakes: z.array(z.string().min(1)).optional(),
});
export type ReasoningSwitch = z.infer<typeof ReasoningSwitch>;

/** Parameters of a request that some models refuse, by their canonical names. */
export const SamplingParameter = z.enum(['temperature', 'topP', 'topK', 'stopSequences']);
export type SamplingParameter = z.infer<typeof SamplingParameter>;

/** Changes to a Messages request that goes through, for what the provider or the model would refuse; the body is untouched where none applies. */
export const Sanitising = z.enum([
  /** Remove Claude Code's attribution line from `system`: it breaks prefix caches (pitfall 36). */
  'drop-attribution',
  /** Remove `safeguards`: it tells paths of the user's machine, and nobody but Anthropic reads it. */
  'drop-safeguards',
  /** Remove the fields and headers of betas (context_management, defer_loading, anthropic-beta), both halves together. */
  'drop-betas',
  /** Turn `role: system` in the middle of the conversation into text of the user's turn (pitfall 35). */
  'fold-system-messages',
  /** Send `thinking: {type: disabled}` where the client sends none: the server would think anyway (pitfall 34). */
  'thinking-off-when-absent',
  /** Remove `output_config.effort` where thinking is off: both together are refused (pitfall 26). */
  'no-effort-without-thinking',
  /** Remove text blocks that are empty: they are refused (pitfall 42). */
  'drop-empty-text',
  /** Remove every `cache_control`: it is refused. */
  'drop-cache-control',
  /** Give tool calls ids of letters, digits, _ and -, and remove other providers' searches: a history with either is refused after a switch. */
  'plain-tool-ids',
  /** Say thinking and effort as this model takes them (`reasoning`): clients write them for the model that they asked for (pitfall 57). */
  'restate-thinking',
  /** Remove temperature, top_p and top_k: they are refused (pitfall 57). */
  'drop-sampling',
  /** Turn a tool choice that forces a tool into one that leaves it to the model: it is refused. */
  'no-forced-tool',
  /** Undo tool search: the tools that it has loaded go as ordinary ones, and what it answers goes as text (part of drop-betas). */
  'plain-tool-search',
  /** Remove what only Anthropic reads in a conversation: redacted reasoning, and `input_json`, Claude Code's word for arguments that were no JSON. */
  'drop-claude-only',
  /** Put a placeholder before tool calls whose reasoning is not there or was another model's: they are refused without (pitfall 25). */
  'placeholder-thinking',
]);
export type Sanitising = z.infer<typeof Sanitising>;

/** Habits of a provider or a model within its dialect, as data: the dialects read these and know no vendor. */
export const Quirks = z.strictObject({
  /** Chat Completions: the field that limits the answer (pitfall 44). */
  maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']),
  /** null: there is no switch, nothing is sent. */
  reasoning: ReasoningSwitch.nullable(),
  /**
   * How reasoning of earlier turns goes back in a tool loop: not at all, as text in this field of a chat message, or (`state`)
   * in the form in which the dialect itself carries it.
   */
  reasoningReplay: z.enum(['none', 'reasoning_content', 'reasoning', 'reasoning_details', 'state']),
  /** A tool-calling turn without its reasoning is refused (pitfall 25). */
  reasoningRequired: z.boolean(),
  /** Reasoning stands in `<think>` tags within the text (pitfall 30). */
  thinkTags: z.boolean(),
  /** Ids of tool calls: any, up to so many characters, or Mistral's nine letters and digits (pitfall 41). */
  toolIds: z.enum(['any', 'up-to-64', 'up-to-40', 'nine-alphanumerics']),
  /** Longest tool name in characters (pitfall 39). */
  toolNameLimit: z.number().int().positive(),
  /** Which tool_choice is taken: any, none but auto, or none but auto while reasoning is on. */
  toolChoice: z.enum(['any', 'auto-only', 'auto-while-reasoning']),
  /** The switch that forbids parallel calls is taken. */
  parallelToolCalls: z.boolean(),
  /** What a tool's parameters may hold: JSON Schema as it is, or Gemini's closed subset (pitfall 38). */
  toolSchema: z.enum(['json-schema', 'gemini-subset']),
  /** Say `strict: false` with each tool, where leaving it out means strict. */
  saysNotStrict: z.boolean(),
  /** A tool's result may hold images; otherwise they follow in a message of the user (pitfall 37). */
  imagesInToolResults: z.boolean(),
  /** What the instructions' role is called in Chat Completions. */
  systemRole: z.enum(['system', 'developer']),
  /** System messages in mid-conversation: kept in place, or folded into the user's turn (pitfall 35). */
  systemMessages: z.enum(['keep', 'fold']),
  /** A message of the user may stand right after a tool's result. Where not (Mistral, strict templates), its text joins the result. */
  userAfterToolResult: z.boolean(),
  /** Never sent (pitfall 57). */
  refusedParameters: z.array(SamplingParameter),
  /** Not sent while reasoning is on. */
  refusedWhileReasoning: z.array(SamplingParameter),
  /** How an answer is held to a JSON schema: by the schema, by asking for any JSON and telling the schema in words, or in words only. */
  structuredOutput: z.enum(['json-schema', 'json-object', 'words']),
  /** Usage of a stream has to be asked for by stream_options. */
  asksForUsage: z.boolean(),
  /** Messages: `input_tokens` counts what was read from and written to the cache too (pitfall 46). */
  inputIncludesCached: z.boolean(),
  /** cache_control marks are understood. */
  cacheControl: z.boolean(),
  /** prompt_cache_key is understood: turns of a session find the same cache. */
  promptCacheKey: z.boolean(),
  /** The provider's own web search, as fields of the body; null: it has none. */
  webSearch: BodyFragment.nullable(),
  /** The search goes along with the client's own tools: as it is, with Gemini's flag that allows it, or not at all. */
  webSearchBesideTools: z.enum(['plain', 'flag', 'never']),
  /**
   * The server holds a conversation itself and takes only what is new of it (`thread`); elsewhere the client is told to send all.
   */
  keepsThreads: z.boolean(),
  /** Laid over every request. */
  extraBody: BodyFragment,
  /** Changes to a body that goes through. */
  sanitise: z.array(Sanitising),
  /** The provider counts tokens itself, in its dialect's own way. */
  countsTokens: z.boolean(),
});
export type Quirks = z.infer<typeof Quirks>;

/** What a server of the dialect does when nothing else is known of it. */
export const DEFAULT_QUIRKS: Quirks = {
  maxTokensField: 'max_tokens',
  reasoning: null,
  reasoningReplay: 'none',
  reasoningRequired: false,
  thinkTags: false,
  toolIds: 'any',
  toolNameLimit: 64,
  toolChoice: 'any',
  parallelToolCalls: true,
  toolSchema: 'json-schema',
  saysNotStrict: false,
  imagesInToolResults: false,
  systemRole: 'system',
  systemMessages: 'keep',
  userAfterToolResult: true,
  refusedParameters: [],
  refusedWhileReasoning: [],
  structuredOutput: 'json-schema',
  asksForUsage: true,
  inputIncludesCached: false,
  cacheControl: false,
  promptCacheKey: false,
  webSearch: null,
  webSearchBesideTools: 'plain',
  keepsThreads: false,
  extraBody: {},
  sanitise: [],
  countsTokens: false,
};
