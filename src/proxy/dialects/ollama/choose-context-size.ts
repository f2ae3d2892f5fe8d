import type { BuildTarget } from '../dialect';

/** Tokens. Claude Code's first turn is half of it, and a machine that runs a coding model at all has memory for it. */
const SMALLEST = 32_768;

/** Tokens kept free for the answer where the client asks for more, or says nothing. */
const LARGEST_ANSWER_ROOM = 8_192;

/** Our estimate of the input can be short by so much. */
const MARGIN = 1.25;

/**
 * The context in tokens that the server is to allocate (`num_ctx`). Left to itself it takes 4,096 on most machines, less
 * than a coding client's first prompt (pitfall 58).
 *
 * A model whose window is known gets exactly that in every request. Otherwise it is the first of 32,768, 65,536, 131,072 …
 * that holds the input and an answer: a change of size makes the server load the model again, so a size that followed the
 * prompt would do that in every turn, while doubling does it two or three times in the longest conversation. Too much does
 * no harm beyond memory: the server lowers it to what the model was trained for.
 */
export function chooseContextSize({ limits, inputEstimate }: BuildTarget, maxTokens: number | null): number {
  if (limits.contextWindow !== undefined) return limits.contextWindow;
  const needed = inputEstimate * MARGIN + Math.min(maxTokens ?? LARGEST_ANSWER_ROOM, LARGEST_ANSWER_ROOM);
  let size = SMALLEST;
  while (size < needed) size *= 2;
  return size;
}
