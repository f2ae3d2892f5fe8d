import type { ProviderModel } from '../providers/resolve-provider';

/** An answer is never held to less than this, in tokens: better that the upstream says itself that the prompt is too long. */
const SMALLEST_ANSWER = 1_024;

/** Our count of the input may be too low by this part of it. */
const MARGIN = 0.1;

/**
 * The longest answer that a model can give to an input of so many tokens: its own limit, and what its window leaves. Servers that
 * add both up refuse a request whose sum does not fit. Undefined while neither is known.
 */
export function answerRoom({ maxOutputTokens, contextWindow }: ProviderModel, inputEstimate: number): number | undefined {
  if (contextWindow === undefined) return maxOutputTokens;
  const left = Math.max(SMALLEST_ANSWER, contextWindow - inputEstimate - Math.ceil(inputEstimate * MARGIN));
  return Math.min(maxOutputTokens ?? Infinity, left);
}
