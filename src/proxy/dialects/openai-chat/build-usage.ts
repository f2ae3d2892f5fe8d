import { sumInput } from '../../../shared/model/sum-input';
import type { Usage } from '../../../shared/model/usage';

/** Usage in OpenAI's words: its prompt_tokens hold what was read from the cache and written to it. What is unknown counts as 0. */
export function buildUsage(usage: Usage) {
  const prompt = sumInput(usage) ?? 0;
  const completion = usage.output ?? 0;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: usage.cacheRead ?? 0, cache_write_tokens: usage.cacheWrite ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  };
}
