import type { Usage } from '../../../shared/model/usage';

/**
 * Usage in Anthropic's words. Its kinds of input are disjoint, as ours are; what is unknown counts as 0 there. Clients
 * expect the cache_creation object (pitfall 47). `searches` is how many web searches the answer holds, for a provider that counts
 * none itself. Of the rates, flex is OpenAI's and Google's alone.
 */
export function buildUsage(usage: Usage, searches: number): Record<string, unknown> {
  const written = usage.cacheWrite ?? 0;
  const forAnHour = usage.cacheWrite1h ?? 0;
  const searched = usage.webSearches ?? searches;
  return {
    input_tokens: usage.input ?? 0,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: usage.cacheRead ?? 0,
    cache_creation: { ephemeral_5m_input_tokens: Math.max(0, written - forAnHour), ephemeral_1h_input_tokens: forAnHour },
    output_tokens: usage.output ?? 0,
    output_tokens_details: usage.reasoning === null ? null : { thinking_tokens: usage.reasoning },
    server_tool_use: searched === 0 ? null : { web_search_requests: searched, web_fetch_requests: 0 },
    service_tier: usage.serviceTier === 'flex' ? null : usage.serviceTier,
  };
}
