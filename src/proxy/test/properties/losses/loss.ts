import type { Meaning } from '../meaning';

/** Something that a dialect cannot hold as it is, as a row of docs/dialects.md. */
export interface Loss {
  what: string;
  /** What the upstream is told instead, and why. */
  instead: string;
  /** The meaning that is left of another one. Losses apply in their order, each to what those before it have left. */
  apply(meaning: Meaning): Meaning;
  /** A request that shows it. */
  example: Meaning;
}
