import type { BodyKind } from '../../shared/model/bodies';
import type { ByteRange, CapturedBody } from '../../shared/model/captured-bodies';

/** A body in pieces, as it is held while its exchange runs. */
export interface BodyInPieces {
  kind: BodyKind;
  attempt: number | null;
  contentType: string | null;
  size: number;
  head: readonly Uint8Array[];
  tail: readonly Uint8Array[];
}

/**
 * Puts bodies behind one another into memory of their own, which can be handed to another thread without a copy. What of two follows one another
 * and is the same, byte for byte, stands there once: on the passthrough lane the client's answer is the upstream's.
 */
export function packBodies(bodies: readonly BodyInPieces[]): { bodies: CapturedBody[]; bytes: Uint8Array<ArrayBuffer> } {
  const room = bodies.reduce((sum, { head, tail }) => sum + countBytes(head) + countBytes(tail), 0);
  const bytes = new Uint8Array(new ArrayBuffer(room));
  const packed: CapturedBody[] = [];
  let end = 0;

  function write(pieces: readonly Uint8Array[]): ByteRange {
    const from = end;
    for (const piece of pieces) {
      bytes.set(piece, end);
      end += piece.length;
    }
    return { from, to: end };
  }

  for (const { head, tail, ...body } of bodies) {
    const twin = packed.find((before) => before.size === body.size && holds(bytes, before, head, tail));
    const place = twin ?? { head: write(head), tail: tail.length === 0 ? null : write(tail) };
    packed.push({ ...body, head: place.head, tail: place.tail });
  }
  return { bodies: packed, bytes: end === room ? bytes : bytes.slice(0, end) };
}

function countBytes(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function holds(
  bytes: Uint8Array,
  { head, tail }: CapturedBody,
  first: readonly Uint8Array[],
  last: readonly Uint8Array[],
): boolean {
  return equals(bytes, head, first) && equals(bytes, tail ?? { from: 0, to: 0 }, last);
}

function equals(bytes: Uint8Array, { from, to }: ByteRange, pieces: readonly Uint8Array[]): boolean {
  if (countBytes(pieces) !== to - from) return false;
  let at = from;
  return pieces.every((piece) => {
    const place = Buffer.from(bytes.buffer, at, piece.length);
    at += piece.length;
    return place.equals(piece);
  });
}
