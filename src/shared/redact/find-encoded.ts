import type { Span } from './spans';

/** Base64 of this many characters is an image or a file: nobody reads it, and it takes most of the room. */
const LONGEST_RUN = 1_000;
const RUN = new RegExp(`[A-Za-z0-9+/_-]{${LONGEST_RUN},}={0,2}`, 'g');

/** Where a text holds long runs of base64, each with a note of its size in its place. */
export function findEncoded(text: string): Span[] {
  return [...text.matchAll(RUN)].map(({ 0: run, index }) => ({
    from: index,
    to: index + run.length,
    label: `[${run.length.toLocaleString('en')} characters of base64, not kept]`,
    secret: false,
  }));
}
