/** A text with a full stop, unless it ends a sentence already: other people's words stand among sentences of ours. */
export function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
