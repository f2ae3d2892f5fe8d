import { createFigureReader, readServiceTier } from '../../canonical/read-figures';
import type { UsageReport } from '../../canonical/usage-report';

/**
 * Google counts cached tokens inside the prompt, thoughts outside the answer, and what its own tools found apart from both
 * (types of @google/genai 3.1); ours are disjoint, and reasoning is a part of output (pitfall 46). Searches stand beside the usage:
 * `webSearches` is how many of them are billed, null for none. Vertex names the rate by the kind of traffic.
 */
export function convertUsage(wire: Record<string, unknown>, webSearches: number | null): UsageReport {
  const figures = createFigureReader();
  const prompt = figures.count('input', wire.promptTokenCount);
  const cacheRead = figures.part('cacheRead', wire.cachedContentTokenCount, prompt);
  const found = figures.count('input', wire.toolUsePromptTokenCount) ?? 0;
  const answer = figures.count('output', wire.candidatesTokenCount);
  const reasoning = figures.count('reasoning', wire.thoughtsTokenCount);
  return figures.report({
    input: prompt === null ? null : prompt - (cacheRead ?? 0) + found,
    output: answer === null && reasoning === null ? null : (answer ?? 0) + (reasoning ?? 0),
    cacheRead,
    reasoning,
    webSearches,
    serviceTier: readServiceTier(wire.serviceTier ?? wire.trafficType),
  });
}
