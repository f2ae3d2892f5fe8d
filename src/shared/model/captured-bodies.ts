import type { BodyKind } from './bodies';

/** Bytes around what is kept of a long body that are looked through for secrets which lie across the cut, and kept no longer. */
export const CUT_OVERLAP = 32_768;

/** Of a body that is longer than the limit this share is kept of its beginning, and the rest of its end: there stands what was said last. */
const HEAD_SHARE = 0.75;

/** Where a body that is longer than `limit` bytes is cut: so much is kept of its beginning, and so much of its end. */
export function splitLimit(limit: number): { head: number; tail: number } {
  const head = Math.ceil(limit * HEAD_SHARE);
  return { head, tail: limit - head };
}

/** A stretch of the bytes of an exchange. */
export interface ByteRange {
  from: number;
  to: number;
}

/** A body as it passed. What of it was held is one stretch, or the beginning and the end of a long one. */
export interface CapturedBody {
  kind: BodyKind;
  /** Of which attempt; null for those between client and Switchyard. */
  attempt: number | null;
  contentType: string | null;
  /** Bytes of the whole body. */
  size: number;
  head: ByteRange;
  /** Null where all of it is in the head. */
  tail: ByteRange | null;
}

/**
 * The bodies of one exchange on their way from the proxy to where they are redacted. They hold whatever passed, keys included: in memory only, and
 * for a moment.
 */
export interface CapturedBodies {
  exchangeId: string;
  /** Epoch milliseconds. */
  startedAt: number;
  /** By the policy of its route, its project or the config: on the disk, or in memory only. */
  onDisk: boolean;
  /** Bytes of one body that are kept. */
  limit: number;
  /** Values that must not be kept. */
  secrets: readonly string[];
  /** The user's own patterns of what must not be kept. */
  patterns: readonly string[];
  bodies: CapturedBody[];
  /** Of all of them. It changes hands with the message: its sender can use it no more. */
  bytes: Uint8Array<ArrayBuffer>;
}
