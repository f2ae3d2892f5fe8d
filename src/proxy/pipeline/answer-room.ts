import type { Target } from './exchange';

/** An answer is never held to less than this, in tokens: better that the upstream says itself that the prompt is too long. */
const SMALLEST_ANSWER = 1_024;

/** Our count of the input may be too low by this part of it. */
const MARGIN = 0.1;

/**
 * The longest answer that a target can give to an input of so many tokens: its model's own limit, what its window leaves, and what
 * the config allows. Servers that add both up refuse a request whose sum does not fit. Undefined while none is known.
 */
export function answerRoom({ model, changes }: Pick<Target, 'model' | 'changes'>, inputEstimate: number): number | undefined {
  const { contextWindow, maxOutputTokens } = model;
  const left =
    contextWindow === undefined
      ? undefined
      : Math.max(SMALLEST_ANSWER, contextWindow - inputEstimate - Math.ceil(inputEstimate * MARGIN));
  const room = Math.min(maxOutputTokens ?? Infinity, changes?.maxTokens ?? Infinity, left ?? Infinity);
  return room === Infinity ? undefined : room;
}
