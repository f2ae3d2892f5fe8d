import { cutText } from './cut-text';

/** Characters. */
export const MAX_RUN = 512;

/**
 * Pieces of a text in which no run without a break is longer than MAX_RUN. A tokeniser's work grows with the square of
 * a run: 100,000 spaces take seconds. Each cut makes the count wrong by a token at most. A break is a change between
 * ASCII letters and other ASCII, where all of the encodings break; blanks, digits and signs may be one token together,
 * and whether other characters break is not worth knowing.
 */
export function cutLongRuns(text: string): string[] {
  const places: number[] = [];
  let inLetters: boolean | null = null;
  let run = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
      if (isLetter !== inLetters) {
        inLetters = isLetter;
        run = 0;
      }
    }
    if (run === MAX_RUN) {
      places.push(index);
      run = 0;
    }
    run += 1;
  }
  return places.length === 0 ? [text] : cutText(text, places);
}
