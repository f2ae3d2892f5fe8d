import { LRUCache } from 'lru-cache';
import { ByteWriter } from './byte-writer';
import { equalJson } from './equal-json';

/** Shorter lists are written anew each time, which costs less than to compare them. In elements, and in bytes. */
const SHORTEST = 8;
const SMALLEST = 32_768;

/** What is remembered at most: conversations, bytes of one, and bytes of all. */
const KEPT_LISTS = 16;
const LARGEST = 8_000_000;
const KEPT_BYTES = 16_000_000;

/** The lists of bodies as they were written last. */
export interface EncodedLists {
  /** Writes the elements as JSON text with commas between them, those that it has seen at the beginning of a list by copying. */
  write(list: readonly unknown[], body: ByteWriter): void;
}

interface EncodedList {
  elements: unknown[];
  /** Where each element's text ends in `text`. */
  ends: number[];
  text: ByteWriter;
}

export function createEncodedLists(): EncodedLists {
  const known = new LRUCache<EncodedList, EncodedList>({
    max: KEPT_LISTS,
    maxSize: KEPT_BYTES,
    maxEntrySize: LARGEST,
    sizeCalculation: ({ text }) => text.length,
  });

  /** The list that this one goes on from, and with how many elements; the rest of what it holds belongs to an older turn. */
  function findBeginning(list: readonly unknown[]): { encoded: EncodedList; same: number } | null {
    for (const encoded of known.keys()) {
      const same = countSame(encoded.elements, list);
      // Two conversations begin alike when their system prompts are the same.
      if (same * 2 >= encoded.elements.length) return { encoded, same };
    }
    return null;
  }

  function remember(encoded: EncodedList): void {
    // Its size is another now, which only a new entry is asked for.
    known.delete(encoded);
    if (encoded.text.length >= SMALLEST) known.set(encoded, encoded);
  }

  return {
    write(list, body) {
      if (list.length < SHORTEST) {
        body.write(JSON.stringify(list).slice(1, -1));
        return;
      }
      const { encoded, same } = findBeginning(list) ?? { encoded: { elements: [], ends: [], text: new ByteWriter(0) }, same: 0 };
      // What was kept before stays, so that a conversation's texts are held once and not anew with every turn.
      encoded.elements.length = same;
      encoded.ends.length = same;
      encoded.text.cut(encoded.ends.at(-1) ?? 0);
      for (const element of list.slice(same)) {
        // What has no JSON text is null in a list.
        encoded.text.write(`${encoded.ends.length > 0 ? ',' : ''}${JSON.stringify(element) ?? 'null'}`);
        encoded.elements.push(element);
        encoded.ends.push(encoded.text.length);
      }
      body.copy(encoded.text.view());
      remember(encoded);
    },
  };
}

function countSame(before: readonly unknown[], now: readonly unknown[]): number {
  const end = Math.min(before.length, now.length);
  let same = 0;
  while (same < end && equalJson(before[same], now[same])) same += 1;
  return same;
}
