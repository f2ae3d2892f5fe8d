/** A text from elsewhere without what a terminal would obey. */
export function makePrintable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
