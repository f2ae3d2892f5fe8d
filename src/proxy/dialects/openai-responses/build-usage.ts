import { sumInput } from '../../../shared/model/sum-input';
import type { Usage } from '../../../shared/model/usage';

/** Usage in OpenAI's words, where cached and written tokens are part of the input; what is unknown counts as 0 there. */
export function buildUsage(usage: Usage): unknown {
  const input = sumInput(usage) ?? 0;
  const output = usage.output ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: usage.cacheRead ?? 0, cache_write_tokens: usage.cacheWrite ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    total_tokens: input + output,
  };
}
