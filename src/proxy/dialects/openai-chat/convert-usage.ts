import { createFigureReader, readServiceTier, type FigureReader } from '../../canonical/read-figures';
import type { UsageReport } from '../../canonical/usage-report';
import { toObject, type WireObject } from './wire';

/**
 * OpenAI counts cached and written tokens inside prompt_tokens; ours are disjoint, so they are taken out, or a
 * cached prompt would be counted twice (pitfall 46). A figure that cannot be (more cached than sent) is clamped.
 * DeepSeek and Moonshot name the cached tokens elsewhere, DashScope the written ones; OpenRouter and Perplexity count searches
 * (docs/sources.md, Usage). `serviceTier` is the word that stands beside the usage.
 */
export function convertUsage(wire: WireObject, serviceTier: unknown): UsageReport {
  const figures = createFigureReader();
  const details = toObject(wire.prompt_tokens_details) ?? {};
  const prompt = figures.count('input', wire.prompt_tokens);
  const cached = details.cached_tokens ?? wire.cached_tokens ?? wire.prompt_cache_hit_tokens;
  const cacheRead = figures.part('cacheRead', cached, prompt);
  const rest = prompt === null ? null : prompt - (cacheRead ?? 0);
  const cacheWrite = figures.part('cacheWrite', details.cache_write_tokens ?? details.cache_creation_input_tokens, rest);
  const reasoning = figures.count('reasoning', toObject(wire.completion_tokens_details)?.reasoning_tokens);
  const searches = toObject(wire.server_tool_use)?.web_search_requests ?? wire.num_search_queries;
  return figures.report(
    {
      input: rest === null ? null : rest - (cacheWrite ?? 0),
      output: addReasoning(figures.count('output', wire.completion_tokens), reasoning, prompt, wire.total_tokens),
      cacheRead,
      cacheWrite,
      reasoning,
      webSearches: figures.count('webSearches', searches),
      serviceTier: readServiceTier(serviceTier),
    },
    readCost(wire, figures),
  );
}

/** Some servers, xAI for one, count reasoning beside completion_tokens instead of inside; their total tells. */
function addReasoning(completion: number | null, reasoning: number | null, prompt: number | null, total: unknown): number | null {
  if (completion === null || reasoning === null || prompt === null) return completion;
  return total === prompt + completion + reasoning ? completion + reasoning : completion;
}

/**
 * Dollars, as OpenRouter and the simulator state them with the usage; null where nothing is said. With a key of the user's own at the
 * vendor, OpenRouter's `cost` is its fee alone, and the vendor bills the rest.
 */
function readCost({ cost, is_byok: ownKey, cost_details: details }: WireObject, figures: FigureReader): number | null {
  const charged = figures.dollars(cost);
  if (charged === null || ownKey !== true) return charged;
  return charged + (figures.dollars(toObject(details)?.upstream_inference_cost) ?? 0);
}

/** Figures that come one after the other are merged field by field: the last known one counts (pitfall 48). */
export function mergeUsage(before: WireObject, next: WireObject): WireObject {
  const merged = { ...before };
  for (const [field, value] of Object.entries(next)) {
    const inner = toObject(value);
    if (inner !== null) merged[field] = mergeUsage(toObject(before[field]) ?? {}, inner);
    else if (value !== null && value !== undefined) merged[field] = value;
  }
  return merged;
}
