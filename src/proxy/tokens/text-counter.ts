import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { CountingThread } from './counting-thread';
import { cutText } from './cut-text';
import type { Encoding } from './model-family';

/** Counts that are remembered, each a hash and a number: some 2 MB, and a dozen long conversations. */
const MAX_REMEMBERED = 10_000;
/** Longer texts are remembered in pieces of this many characters, so that no step takes long. */
const PIECE = 65_536;
/** Hashing goes on for this many characters before other work gets its turn: some 0.5 ms. */
const STEP = 131_072;
/** What a text costs to hash beside its characters, in characters. */
const STEP_OVERHEAD = 512;

/** Exact counts, remembered by content: of a conversation that has grown only what is new is counted. */
export interface TextCounter {
  /** Tokens of all the texts together. Rejects as {@link CountingThread.count} does. */
  count(encoding: Encoding, texts: readonly string[], incidental: boolean): Promise<number>;
}

export function createTextCounter(thread: Pick<CountingThread, 'count'>): TextCounter {
  const remembered = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  return {
    async count(encoding, texts, incidental) {
      // Kept apart from what is remembered, which may forget the first text of a huge request before its last.
      const counts = new Map<string, number>();
      const uses = new Map<string, number>();
      let unknown = new Map<string, string>();
      let hashed = 0;

      async function countUnknown(): Promise<void> {
        hashed = 0;
        if (unknown.size === 0) return setImmediate();
        const asked = unknown;
        unknown = new Map();
        const answers = await thread.count(encoding, [...asked.values()], incidental);
        [...asked.keys()].forEach((key, index) => {
          const tokens = answers[index] ?? 0;
          counts.set(key, tokens);
          remembered.set(key, tokens);
        });
      }

      for (const piece of texts.flatMap(cutToPieces)) {
        const key = `${encoding} ${hash('sha1', piece, 'base64')}`;
        uses.set(key, (uses.get(key) ?? 0) + 1);
        const known = remembered.get(key);
        if (known === undefined) unknown.set(key, piece);
        else counts.set(key, known);
        hashed += piece.length + STEP_OVERHEAD;
        if (hashed >= STEP) await countUnknown();
      }
      await countUnknown();
      return [...uses].reduce((sum, [key, times]) => sum + times * (counts.get(key) ?? 0), 0);
    },
  };
}

function cutToPieces(text: string): string[] {
  if (text.length <= PIECE) return text === '' ? [] : [text];
  return cutText(
    text,
    Array.from({ length: Math.floor(text.length / PIECE) }, (_, index) => (index + 1) * PIECE),
  );
}
