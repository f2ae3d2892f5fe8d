import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';
import { toObject, type WireObject } from './wire';

/**
 * OpenAI counts cached and written tokens inside prompt_tokens; ours are disjoint, so they are taken out, or a
 * cached prompt would be counted twice (pitfall 46). A figure that cannot be (more cached than sent) is clamped.
 * DeepSeek and Moonshot name the cached tokens elsewhere, DashScope the written ones.
 */
export function convertUsage(wire: WireObject): Usage {
  const details = toObject(wire.prompt_tokens_details) ?? {};
  const prompt = toTokenCount(wire.prompt_tokens);
  const cacheRead = firstCount(details.cached_tokens, wire.cached_tokens, wire.prompt_cache_hit_tokens);
  const cacheWrite = firstCount(details.cache_write_tokens, details.cache_creation_input_tokens);
  return {
    ...UNKNOWN_USAGE,
    input: prompt === null ? null : Math.max(0, prompt - (cacheRead ?? 0) - (cacheWrite ?? 0)),
    output: countOutput(wire, prompt),
    cacheRead: cacheRead === null || prompt === null ? cacheRead : Math.min(cacheRead, prompt),
    cacheWrite,
    reasoning: countReasoning(wire),
    estimated: false,
  };
}

/** Some servers, xAI for one, count reasoning beside completion_tokens instead of inside; their total tells. */
function countOutput(wire: WireObject, prompt: number | null): number | null {
  const completion = toTokenCount(wire.completion_tokens);
  const reasoning = countReasoning(wire);
  if (completion === null || reasoning === null || prompt === null) return completion;
  return toTokenCount(wire.total_tokens) === prompt + completion + reasoning ? completion + reasoning : completion;
}

function countReasoning(wire: WireObject): number | null {
  return toTokenCount(toObject(wire.completion_tokens_details)?.reasoning_tokens);
}

function firstCount(...values: unknown[]): number | null {
  return values.map(toTokenCount).find((count) => count !== null) ?? null;
}

/** Dollars, as OpenRouter and the simulator state them with the usage; null where nothing is said. */
export function readCost({ cost }: WireObject): number | null {
  return typeof cost === 'number' && Number.isFinite(cost) && cost >= 0 ? cost : null;
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
