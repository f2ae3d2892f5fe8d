import { cutLongRuns } from './cut-long-runs';
import type { Encoding } from './model-family';

/** Tokens of a text by an encoding. What looks like a special token counts as the text that it is. */
export type CountTokens = (text: string) => number;

/** Merged words that an encoding remembers; its own default of 100,000 is for servers that do nothing else. */
const MERGE_CACHE_SIZE = 20_000;

/** Loads an encoding's tables: 30 to 60 MB and 0.2 s each. Only the count thread may do that. */
export async function loadEncoding(encoding: Encoding): Promise<CountTokens> {
  const countRun = await loaders[encoding]();
  return (text) => cutLongRuns(text).reduce((sum, piece) => sum + countRun(piece), 0);
}

const loaders: Record<Encoding, () => Promise<CountTokens>> = {
  async claude() {
    // What is named here is what the bundler takes: half of the tables only serve to decode.
    const { name, pat_str, stringEncoder, binaryEncoder } = await import('ai-tokenizer/encoding/claude');
    const { Tokenizer } = await import('ai-tokenizer');
    const data = { name, pat_str, stringEncoder, binaryEncoder, special_tokens: {}, decoder: {} };
    const tokenizer = new Tokenizer(data, undefined, MERGE_CACHE_SIZE);
    return (text) => tokenizer.count(text);
  },
  async o200k() {
    const { countTokens, setMergeCacheSize } = await import('gpt-tokenizer/encoding/o200k_base');
    setMergeCacheSize(MERGE_CACHE_SIZE);
    const options = { disallowedSpecial: new Set<string>() };
    return (text) => countTokens(text, options);
  },
};
