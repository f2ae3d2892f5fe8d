/** Shorter beginnings are repeated by chance. In characters. */
const SNAPSHOT_FROM = 16;

/**
 * What a piece of reasoning adds to the text before it. Pieces are increments, but some servers send all that they have so far
 * with each chunk (https://platform.minimax.io/docs/api-reference/text-openai-api shows that form, though
 * MiniMax-AI/MiniMax-M2#95 found increments): of a piece that repeats the whole text, what follows is new.
 */
export function newPart(before: string, piece: string): string {
  const isSnapshot = before.length >= SNAPSHOT_FROM && piece.length >= before.length && piece.startsWith(before);
  return isSnapshot ? piece.slice(before.length) : piece;
}

/** What a whole text holds beyond the pieces that have come; '' where it does not continue them. */
export function missingPart(before: string, whole: string): string {
  return whole.startsWith(before) ? whole.slice(before.length) : '';
}
