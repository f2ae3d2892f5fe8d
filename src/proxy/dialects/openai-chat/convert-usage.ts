import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';
import type { WireUsage } from './wire';

/**
 * OpenAI counts cached and written tokens inside prompt_tokens; ours are disjoint, so they are taken out, or a
 * cached prompt would be counted twice (pitfall 46). A figure that cannot be (more cached than sent) is clamped.
 */
export function convertUsage(wire: WireUsage): Usage {
  const prompt = toTokenCount(wire.prompt_tokens);
  const cacheRead = toTokenCount(wire.prompt_tokens_details?.cached_tokens);
  const cacheWrite = toTokenCount(wire.prompt_tokens_details?.cache_write_tokens);
  return {
    ...UNKNOWN_USAGE,
    input: prompt === null ? null : Math.max(0, prompt - (cacheRead ?? 0) - (cacheWrite ?? 0)),
    output: toTokenCount(wire.completion_tokens),
    cacheRead: cacheRead === null || prompt === null ? cacheRead : Math.min(cacheRead, prompt),
    cacheWrite,
    reasoning: toTokenCount(wire.completion_tokens_details?.reasoning_tokens),
    estimated: false,
  };
}
