import { CUT_OVERLAP } from '../../shared/model/captured-bodies';

/** Of a body that is longer than the limit this share is kept of its beginning, and the rest of its end: there stands what was said last. */
const HEAD_SHARE = 0.75;

/** Where a body that is longer than `limit` bytes is cut: so much is kept of its beginning, and so much of its end. */
export function splitLimit(limit: number): { head: number; tail: number } {
  const head = Math.ceil(limit * HEAD_SHARE);
  return { head, tail: limit - head };
}

/** The room that all bodies in the making share: how many bytes are held for them now, and how many may be. */
export interface HeldBytes {
  now: number;
  most: number;
}

/** Gathers a body by reference, in bounded room. Nothing is copied, so whoever hands a piece in must not change it. */
export interface ByteCollector {
  add(piece: Uint8Array): void;
  /** Bytes that came, held or not. */
  size(): number;
  /** What is held of it; `tail` is empty where nothing was left out between. */
  pieces(): { head: Uint8Array[]; tail: Uint8Array[] };
  release(): void;
}

/** `limit` as of the config; around the cut some more is held, for secrets that lie across it. */
export function createByteCollector(limit: number, held: HeldBytes): ByteCollector {
  const { head: headLimit, tail: tailLimit } = splitLimit(limit);
  const head: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  let size = 0;
  let headBytes = 0;
  let tailBytes = 0;
  let left = 0;

  function take(bytes: number): void {
    held.now += bytes;
  }

  return {
    add(piece) {
      size += piece.length;
      if (held.now + piece.length > held.most) {
        left += piece.length;
        return;
      }
      const room = left === 0 ? headLimit + CUT_OVERLAP - headBytes : 0;
      const first = room > 0 ? piece.subarray(0, room) : piece.subarray(0, 0);
      if (first.length > 0) {
        head.push(first);
        headBytes += first.length;
      }
      const rest = piece.subarray(first.length);
      if (rest.length > 0) {
        tail.push(rest);
        tailBytes += rest.length;
      }
      take(piece.length);
      for (let oldest = tail[0]; oldest !== undefined && tailBytes - oldest.length >= tailLimit + CUT_OVERLAP; oldest = tail[0]) {
        tail.shift();
        tailBytes -= oldest.length;
        left += oldest.length;
        take(-oldest.length);
      }
    },
    size: () => size,
    pieces: () => (left === 0 ? { head: [...head, ...tail], tail: [] } : { head, tail: endOf(tail, tailLimit + CUT_OVERLAP) }),
    release() {
      take(-(headBytes + tailBytes));
      head.length = tail.length = 0;
      headBytes = tailBytes = 0;
    },
  };
}

function endOf(pieces: readonly Uint8Array[], most: number): Uint8Array[] {
  const [first, ...rest] = pieces;
  if (first === undefined) return [];
  const over = pieces.reduce((sum, { length }) => sum + length, 0) - most;
  return over > 0 ? [first.subarray(over), ...rest] : [...pieces];
}
