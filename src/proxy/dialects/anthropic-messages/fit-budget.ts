/** Anthropic takes no smaller budget. */
const SMALLEST_BUDGET = 1024;

/** Tokens that are left for the answer beside the thinking. */
const SMALLEST_ANSWER = 1024;

/**
 * A thinking budget that fits below `maxTokens`, which counts thinking and answer together (pitfall 31). Null when there is no
 * room for both: then thinking must be off.
 */
export function fitBudget(budget: number, maxTokens: number): number | null {
  const fitting = Math.max(SMALLEST_BUDGET, Math.min(budget, maxTokens - SMALLEST_ANSWER));
  return fitting + SMALLEST_ANSWER <= maxTokens ? fitting : null;
}
