/** The vocabularies that the count thread can load. */
export type Encoding = 'claude' | 'o200k';

/** How models that share a tokeniser are counted before anything is learned of one of them. */
export interface ModelFamily {
  encoding: Encoding;
  /** Tokens of the model for each token of the encoding. */
  correction: number;
  /** Tokens of the model for each character of text. */
  tokensPerCharacter: number;
}

/** Tokens of the encoding for each character of prose, code and JSON in a coding session (docs/sources.md, Tokens). */
const DENSITY: Record<Encoding, number> = { claude: 0.265, o200k: 0.25 };

/**
 * The first pattern that fits a model's id in lower case. No package holds Claude's vocabulary: up to 4.6 it makes a
 * tenth more tokens than the published one, from Opus 4.7 and the models of generation 5 on another 30 %
 * (docs/sources.md, Tokens).
 */
const FAMILIES: readonly { pattern: RegExp; encoding: Encoding; correction: number }[] = [
  { pattern: /claude-(opus-4[.-]([7-9]|[1-9]\d)|[a-z]+-([5-9]|[1-9]\d))(?!\d)/, encoding: 'claude', correction: 1.43 },
  { pattern: /claude/, encoding: 'claude', correction: 1.1 },
  { pattern: /gemini/, encoding: 'o200k', correction: 1.08 },
];

/** OpenAI's own encoding; Qwen, DeepSeek, GLM, Kimi, Mistral and Grok come within a tenth of it on mixed text. */
const OTHERS: { encoding: Encoding; correction: number } = { encoding: 'o200k', correction: 1 };

/** The family of a model, by its id as providers write it: `anthropic/claude-opus-4.7`, `gpt-5.6`, `qwen3:8b`; of no model, the one of most. */
export function findFamily(modelId = ''): ModelFamily {
  const id = modelId.toLowerCase();
  const { encoding, correction } = FAMILIES.find(({ pattern }) => pattern.test(id)) ?? OTHERS;
  return { encoding, correction, tokensPerCharacter: DENSITY[encoding] * correction };
}
