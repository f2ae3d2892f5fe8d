import { createFigureReader, readServiceTier } from '../../canonical/read-figures';
import type { UsageReport } from '../../canonical/usage-report';
import { isWire, objectsOf, type Wire } from './read-value';

/**
 * The `usage` of a response object; null when it holds none. input_tokens includes what was read from the cache and what
 * was written to it; ours are disjoint, so both are taken out, or a cached prompt would count twice (pitfall 46). A figure
 * that cannot be (more cached than sent) is clamped. Searches are not in the usage: each finished one is billed.
 */
export function readUsage(response: Wire): UsageReport | null {
  const { usage: wire } = response;
  if (!isWire(wire)) return null;
  const figures = createFigureReader();
  const inputDetails = isWire(wire.input_tokens_details) ? wire.input_tokens_details : {};
  const outputDetails = isWire(wire.output_tokens_details) ? wire.output_tokens_details : {};
  const sent = figures.count('input', wire.input_tokens);
  const cacheRead = figures.part('cacheRead', inputDetails.cached_tokens, sent);
  const rest = sent === null ? null : sent - (cacheRead ?? 0);
  const cacheWrite = figures.part('cacheWrite', inputDetails.cache_write_tokens, rest);
  return figures.report(
    {
      input: rest === null ? null : rest - (cacheWrite ?? 0),
      output: figures.count('output', wire.output_tokens),
      cacheRead,
      cacheWrite,
      reasoning: figures.count('reasoning', outputDetails.reasoning_tokens),
      webSearches: countSearches(response.output),
      serviceTier: readServiceTier(response.service_tier),
    },
    figures.dollars(wire.cost),
  );
}

/** Pages that the model opened or looked through in a search's wake cost nothing of their own (docs/sources.md, Usage). Null for none. */
function countSearches(output: unknown): number | null {
  const searches = objectsOf(output).filter(({ type, action, status }) => {
    const kind = isWire(action) ? (action.type ?? 'search') : 'search';
    return type === 'web_search_call' && kind === 'search' && status !== 'failed';
  });
  return searches.length === 0 ? null : searches.length;
}
