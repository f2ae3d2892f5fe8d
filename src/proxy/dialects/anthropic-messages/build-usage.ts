import type { Usage } from '../../../shared/model/usage';

/** Usage in Anthropic's words. Its kinds of input are disjoint, as ours are; what is unknown counts as 0 there. */
export function buildUsage(usage: Usage): Record<string, number> {
  return {
    input_tokens: usage.input ?? 0,
    cache_creation_input_tokens: usage.cacheWrite ?? 0,
    cache_read_input_tokens: usage.cacheRead ?? 0,
    output_tokens: usage.output ?? 0,
  };
}
