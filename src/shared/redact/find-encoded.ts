import { groupDigits } from '../group-digits';
import type { Span } from './spans';

/** Base64 of this many characters is an image or a file: nobody reads it, and it takes most of the room. */
const LONGEST_RUN = 1_000;

/** Where a text holds long runs of base64, each with a note of its size in its place. */
export function findEncoded(text: string): Span[] {
  const spans: Span[] = [];
  // A run that is long enough covers one of these places, so nothing between them needs to be looked at.
  for (let place = LONGEST_RUN - 1; place < text.length; place += LONGEST_RUN) {
    if (!isEncoded(text, place)) continue;
    let from = place;
    while (from > 0 && place - from < 2 * LONGEST_RUN && isEncoded(text, from - 1)) from -= 1;
    let to = place + 1;
    while (isEncoded(text, to)) to += 1;
    if (to - from >= LONGEST_RUN) {
      while (text[to] === '=') to += 1;
      const length = groupDigits(to - from);
      spans.push({ from, to, label: `[${length} characters of base64, not kept]`, secret: false });
    }
    place = Math.max(place, to - (to % LONGEST_RUN) - 1);
  }
  return spans;
}

/** A letter of base64, or of its form for addresses. */
function isEncoded(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  if (code >= 97) return code <= 122;
  if (code >= 65) return code <= 90 || code === 95;
  return (code >= 47 && code <= 57) || code === 43 || code === 45;
}
