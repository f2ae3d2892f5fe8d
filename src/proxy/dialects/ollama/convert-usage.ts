import { createFigureReader } from '../../canonical/read-figures';
import type { UsageReport } from '../../canonical/usage-report';
import type { WireAnswer } from './wire';

/**
 * The figures of an answer's last line; null when it has none. The prompt's count includes what was read from the cache,
 * which newer servers name beside it; ours are disjoint (pitfall 46). Older servers leave the prompt's count out, or say 0,
 * when all of it was cached (ollama/ollama#2068): then it is unknown, for no prompt has no tokens.
 */
export function convertUsage(answer: WireAnswer): UsageReport | null {
  const figures = createFigureReader();
  const prompt = figures.count('input', answer.prompt_eval_count) || null;
  const cacheRead = figures.part('cacheRead', answer.prompt_eval_cached_count, prompt);
  const output = figures.count('output', answer.eval_count);
  if (prompt === null && output === null) return null;
  return figures.report({ input: prompt === null ? null : prompt - (cacheRead ?? 0), cacheRead, output });
}
