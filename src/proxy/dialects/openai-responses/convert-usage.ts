import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';
import { isWire, numberOf, type Wire } from './read-value';

/** What a response says of its cost: tokens, and dollars where the server states them (OpenRouter). */
export interface ReportedUsage {
  usage: Usage;
  reportedCost: number | null;
}

/**
 * The `usage` of a response object; null when it holds none. input_tokens includes what was read from the cache and what
 * was written to it; ours are disjoint, so both are taken out, or a cached prompt would count twice (pitfall 46). A figure
 * that cannot be (more cached than sent) is clamped.
 */
export function readUsage(response: Wire): ReportedUsage | null {
  const { usage: wire } = response;
  if (!isWire(wire)) return null;
  const inputDetails = isWire(wire.input_tokens_details) ? wire.input_tokens_details : {};
  const outputDetails = isWire(wire.output_tokens_details) ? wire.output_tokens_details : {};
  const sent = toTokenCount(wire.input_tokens);
  const cacheRead = clamp(toTokenCount(inputDetails.cached_tokens), sent);
  const cacheWrite = clamp(toTokenCount(inputDetails.cache_write_tokens), sent);
  return {
    usage: {
      ...UNKNOWN_USAGE,
      input: sent === null ? null : Math.max(0, sent - (cacheRead ?? 0) - (cacheWrite ?? 0)),
      output: toTokenCount(wire.output_tokens),
      cacheRead,
      cacheWrite,
      reasoning: toTokenCount(outputDetails.reasoning_tokens),
      estimated: false,
    },
    reportedCost: numberOf(wire.cost),
  };
}

function clamp(part: number | null, whole: number | null): number | null {
  return part === null || whole === null ? part : Math.min(part, whole);
}
