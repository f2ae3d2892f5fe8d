import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';

/**
 * Google counts cached tokens inside the prompt, thoughts outside the answer, and what its own tools found apart from both
 * (types of @google/genai 3.1); ours are disjoint, and reasoning is a part of output (pitfall 46).
 */
export function convertUsage(wire: Record<string, unknown>): Usage {
  const prompt = toTokenCount(wire.promptTokenCount);
  const cached = toTokenCount(wire.cachedContentTokenCount);
  const found = toTokenCount(wire.toolUsePromptTokenCount) ?? 0;
  const answer = toTokenCount(wire.candidatesTokenCount);
  const thoughts = toTokenCount(wire.thoughtsTokenCount);
  return {
    ...UNKNOWN_USAGE,
    input: prompt === null ? null : Math.max(0, prompt - (cached ?? 0)) + found,
    output: answer === null && thoughts === null ? null : (answer ?? 0) + (thoughts ?? 0),
    cacheRead: cached === null || prompt === null ? cached : Math.min(cached, prompt),
    reasoning: thoughts,
    estimated: false,
  };
}
