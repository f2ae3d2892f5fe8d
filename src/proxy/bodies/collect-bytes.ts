import { CUT_OVERLAP, splitLimit } from '../../shared/model/captured-bodies';

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
  /** There was no room: the rest is only counted. */
  let full = false;

  function take(bytes: number): void {
    held.now += bytes;
  }

  /** Of what is behind the head, only the end is held. */
  function dropMiddle(): void {
    for (let over = tailBytes - tailLimit - CUT_OVERLAP; over > 0;) {
      const oldest = tail[0] as Uint8Array;
      if (oldest.length <= over) tail.shift();
      else tail[0] = oldest.subarray(over);
      const dropped = Math.min(over, oldest.length);
      over -= dropped;
      tailBytes -= dropped;
      left += dropped;
      take(-dropped);
    }
  }

  return {
    add(piece) {
      size += piece.length;
      full ||= held.now + piece.length > held.most;
      if (full) return;
      const first = piece.subarray(0, headLimit + CUT_OVERLAP - headBytes);
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
      dropMiddle();
    },
    size: () => size,
    pieces: () => (full ? { head, tail: [] } : left === 0 ? { head: [...head, ...tail], tail: [] } : { head, tail }),
    release() {
      take(-(headBytes + tailBytes));
      head.length = tail.length = 0;
      headBytes = tailBytes = 0;
    },
  };
}
