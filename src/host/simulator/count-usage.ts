import type { ChatRequest } from './chat-request';
import type { SimulatorModel } from './models';
import { hashText } from './seeded-random';

const CHARACTERS_PER_TOKEN = 4;
/** As at OpenAI: shorter prefixes are not cached, and longer ones in steps. */
const LEAST_CACHED_TOKENS = 1024;
const CACHE_STEP_TOKENS = 128;
const REMEMBERED_PREFIXES = 2000;
const MILLION = 1_000_000;

/** OpenAI's usage object, with the cost in play dollars as OpenRouter adds it. */
export interface SimulatedUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number };
  cost: number;
}

export interface PromptCount {
  tokens: number;
  cached: number;
}

export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** Counts prompts, and remembers them: a prompt that begins as an earlier one did finds that part cached. */
export function createPromptCounter(): (request: ChatRequest) => PromptCount {
  const prefixes = new Set<string>();
  return (request) => {
    let tokens = countTokens(JSON.stringify(request.tools ?? ''));
    let key = `${request.model}:${hashText(JSON.stringify(request.tools ?? ''))}`;
    let seen = 0;
    for (const message of request.messages) {
      const text = JSON.stringify(message);
      key = `${hashText(key + text)}:${key.length + text.length}`;
      tokens += countTokens(text);
      if (prefixes.has(key)) seen = tokens;
      prefixes.delete(key);
      prefixes.add(key);
    }
    for (const oldest of prefixes) {
      if (prefixes.size <= REMEMBERED_PREFIXES) break;
      prefixes.delete(oldest);
    }
    const cached = seen < LEAST_CACHED_TOKENS ? 0 : seen - (seen % CACHE_STEP_TOKENS);
    return { tokens, cached };
  };
}

/** The usage of a finished answer; `completion` is what was generated, text or tool arguments. */
export function buildUsage(prompt: PromptCount, completion: string, model: SimulatorModel): SimulatedUsage {
  const completionTokens = countTokens(completion);
  const { input, cachedInput, output } = model.prices;
  const cost = (prompt.tokens - prompt.cached) * input + prompt.cached * cachedInput + completionTokens * output;
  return {
    prompt_tokens: prompt.tokens,
    completion_tokens: completionTokens,
    total_tokens: prompt.tokens + completionTokens,
    prompt_tokens_details: { cached_tokens: prompt.cached },
    // To the nano-dollar, so that no binary fraction shows.
    cost: Math.round((cost / MILLION) * 1e9) / 1e9,
  };
}
