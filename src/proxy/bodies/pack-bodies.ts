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
  const twins = bodies.map((body, place) => bodies.slice(0, place).findIndex((before) => isSame(before, body)));
  const own = bodies.filter((_, place) => twins[place] === -1);
  const room = own.reduce((sum, { head, tail }) => sum + countBytes(head) + countBytes(tail), 0);
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

  bodies.forEach(({ head, tail, ...body }, place) => {
    const twin = packed[twins[place] ?? -1];
    const lies = twin ?? { head: write(head), tail: tail.length === 0 ? null : write(tail) };
    packed.push({ ...body, head: lies.head, tail: lies.tail });
  });
  return { bodies: packed, bytes };
}

function countBytes(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function isSame(one: BodyInPieces, other: BodyInPieces): boolean {
  return one.size === other.size && holdSame(one.head, other.head) && holdSame(one.tail, other.tail);
}

/** Whether pieces make up the same bytes, wherever they are cut. */
function holdSame(one: readonly Uint8Array[], other: readonly Uint8Array[]): boolean {
  if (countBytes(one) !== countBytes(other)) return false;
  let place = 0;
  let offset = 0;
  for (const piece of one) {
    for (let at = 0; at < piece.length;) {
      const against = other[place] as Uint8Array;
      const length = Math.min(piece.length - at, against.length - offset);
      if (Buffer.compare(piece.subarray(at, at + length), against.subarray(offset, offset + length)) !== 0) return false;
      at += length;
      offset += length;
      if (offset < against.length) continue;
      place += 1;
      offset = 0;
    }
  }
  return true;
}
