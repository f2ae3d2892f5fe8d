import { ByteWriter } from './byte-writer';
import { createEncodedLists } from './encoded-lists';

/** What a body takes beside the content that it was translated from, in bytes. */
const ROOM = 16_384;

/** Makes bodies for upstreams, and remembers what the conversations in them looked like. */
export interface BodyEncoder {
  /** The JSON text of an object as UTF-8, as JSON.stringify gives it. `sizeHint` is about how long it will be, in bytes. */
  encode(object: object, sizeHint: number): Uint8Array;
}

/**
 * A client sends the whole conversation with each turn. What of a long list was in the body before is not made into text again: a turn
 * costs what is new in it. And texts go into the body piece by piece, since one string for the whole would be two copies more
 * (docs/performance.md).
 */
export function createBodyEncoder(): BodyEncoder {
  const lists = createEncodedLists();
  return {
    encode(object, sizeHint) {
      const body = new ByteWriter(sizeHint + ROOM);
      let separator = '{';
      for (const [key, value] of Object.entries(object)) {
        const text = Array.isArray(value) ? '[' : (JSON.stringify(value) as string | undefined);
        if (text === undefined) continue;
        body.write(`${separator}${JSON.stringify(key)}:${text}`);
        if (Array.isArray(value)) {
          lists.write(value, body);
          body.write(']');
        }
        separator = ',';
      }
      body.write(separator === '{' ? '{}' : '}');
      return body.view();
    },
  };
}
