/** What sets Anthropic's models apart, by their ids, as far as requests are refused for it. */
export interface ModelTraits {
  /** Opus 4.7 and later refuse temperature, top_p and top_k (pitfall 57). */
  sampling: boolean;
  /** Kinds of `thinking`, and levels of effort. */
  thinking: readonly string[];
  effort: readonly string[];
  /** A tool may be forced. */
  forcedChoice: boolean;
  /** The assistant's turn may be begun by the client. */
  prefill: boolean;
  /** `role: system` in mid-conversation. */
  systemMessages: boolean;
  maxTokens: number;
}

export const THINKING = ['disabled', 'enabled', 'adaptive', 'between_tools'];
export const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];

/** An id that is none of Anthropic's takes everything. */
export function readTraits(model: string): ModelTraits {
  const match = /claude-(?:3(?:[-.]([57]))?-|(opus|sonnet|haiku|fable|mythos)-(\d+)(?:[-.](\d)(?!\d))?)/.exec(model);
  if (match === null)
    return {
      sampling: true,
      thinking: THINKING,
      effort: EFFORTS,
      forcedChoice: true,
      prefill: true,
      systemMessages: true,
      maxTokens: Infinity,
    };
  const [, older, family = '', generation, minor] = match;
  const version = family === '' ? 3 + Number(older ?? 0) / 10 : Number(generation) + Number(minor ?? 0) / 10;
  return {
    sampling: version < 4.7,
    thinking: thinkingOf(family, version),
    effort: effortOf(family, version),
    forcedChoice: !(version >= 5.1 && family !== 'haiku'),
    prefill: version < 4.6,
    systemMessages: version >= 4.8,
    maxTokens: version < 3.7 ? 8192 : version < 4.5 ? 32_000 : version < 4.7 ? 64_000 : 128_000,
  };
}

function thinkingOf(family: string, version: number): string[] {
  if (family === 'fable' || family === 'mythos' || (family === 'opus' && version >= 5.5)) return ['adaptive'];
  if (family === 'sonnet' && version >= 5.5) return ['adaptive', 'between_tools'];
  return ['disabled', ...(version >= 3.7 && version < 4.7 ? ['enabled'] : []), ...(version >= 4.6 ? ['adaptive'] : [])];
}

function effortOf(family: string, version: number): string[] {
  if (version < 4.5 || (version < 4.6 && family !== 'opus')) return [];
  if (version < 4.6) return ['low', 'medium', 'high'];
  return version < 4.7 || (family === 'sonnet' && version < 5.1) ? ['low', 'medium', 'high', 'max'] : EFFORTS;
}
