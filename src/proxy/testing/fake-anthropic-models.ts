/** What sets Anthropic's models apart, by their ids, as far as requests are refused for it. Other ids can all. */
export interface ModelTraits {
  /** Opus 4.7 and later: no sampling parameters, adaptive thinking only (pitfall 57). */
  adaptiveOnly: boolean;
  /** Up to 4.5: thinking by budget only. */
  budgetOnly: boolean;
  effort: boolean;
  /** The assistant's turn may be begun by the client. */
  prefill: boolean;
  /** `role: system` in mid-conversation. */
  systemMessages: boolean;
  maxTokens: number;
}

export function readTraits(model: string): ModelTraits {
  const match = /^claude-(?:(3)-|(opus|sonnet|haiku|fable|mythos)-(\d+)(?:-(\d)(?!\d))?)/.exec(model);
  if (match === null)
    return { adaptiveOnly: false, budgetOnly: false, effort: true, prefill: true, systemMessages: true, maxTokens: Infinity };
  const family = match[2] ?? '';
  const version = match[1] ? 3 : Number(match[3]) + Number(match[4] ?? 0) / 10;
  return {
    adaptiveOnly: version >= 4.7,
    budgetOnly: version <= 4.5,
    effort: version >= 4.6 || (family === 'opus' && version === 4.5),
    prefill: version < 4.6,
    systemMessages: version >= 4.8,
    maxTokens: version <= 3 ? 8192 : version < 4.5 ? 32_000 : version < 4.7 ? 64_000 : 128_000,
  };
}
