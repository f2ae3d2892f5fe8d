import { createKnownSecrets } from './known-secrets';
import { findShapes } from './secret-shapes';
import type { Span } from './spans';
import { joinStreamTexts, placeInStream } from './stream-texts';

/** Where the user's own patterns fit. */
export type PatternSearch = (text: string) => { from: number; to: number }[];

/** Finds all that must not be kept in a text; `streamed`: it is a stream's records, whose pieces are looked through as one text too. */
export type SecretSearch = (text: string, streamed?: boolean) => Span[];

/** Makes the search for known secrets, for what looks like one, and for what the user's patterns find. Pure. */
export function createSecretSearch(secrets: readonly string[], findPatterns: PatternSearch = () => []): SecretSearch {
  const findKnown = createKnownSecrets(secrets);

  function findPlain(text: string): Span[] {
    const own = findPatterns(text).map((place) => ({ ...place, label: '[redacted]', secret: true }));
    return [...findKnown(text), ...findShapes(text), ...own];
  }

  /** A secret that came in several pieces leaves its label in the place of the first. */
  function findInPieces(stream: string): Span[] {
    return joinStreamTexts(stream).flatMap((joined) =>
      findPlain(joined.text).flatMap((span) =>
        placeInStream(stream, joined, span.from, span.to).map((place, index) => ({
          ...place,
          label: index === 0 ? span.label : '',
          secret: true,
        })),
      ),
    );
  }

  return (text, streamed = false) => (streamed ? [...findPlain(text), ...findInPieces(text)] : findPlain(text));
}
