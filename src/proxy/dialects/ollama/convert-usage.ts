import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';
import type { WireAnswer } from './wire';

/**
 * The figures of an answer's last line; null when it has none. The prompt's count includes what was read from the cache,
 * which newer servers name beside it; ours are disjoint (pitfall 46). Older servers leave the prompt's count out, or say 0,
 * when all of it was cached (ollama/ollama#2068): then it is unknown, for no prompt has no tokens.
 */
export function convertUsage(answer: WireAnswer): Usage | null {
  const prompt = toTokenCount(answer.prompt_eval_count) || null;
  const cached = toTokenCount(answer.prompt_eval_cached_count);
  const output = toTokenCount(answer.eval_count);
  if (prompt === null && output === null) return null;
  return {
    ...UNKNOWN_USAGE,
    input: prompt === null ? null : Math.max(0, prompt - (cached ?? 0)),
    cacheRead: prompt === null || cached === null ? cached : Math.min(cached, prompt),
    output,
    estimated: false,
  };
}
