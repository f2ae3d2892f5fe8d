import { groupDigits } from '../../shared/group-digits';
import { CUT_OVERLAP, splitLimit, type ByteRange, type CapturedBody } from '../../shared/model/captured-bodies';
import { findEncoded } from '../../shared/redact/find-encoded';
import type { SecretSearch } from '../../shared/redact/find-secrets';
import { applySpans, mergeSpans } from '../../shared/redact/spans';
import { isStream } from '../../shared/redact/stream-texts';

/** A body's text as it may be kept. */
export interface RedactedText {
  text: string;
  /** Bytes of the body that the text stands for. */
  kept: number;
  redacted: number;
}

/**
 * Redacts a body, leaves long base64 out, and then cuts it to `limit` bytes: the beginning and the end of a longer one, with a line between that says
 * how much is missing. What lies across a cut is looked at whole, so that no half of a secret stays.
 */
export function redactBody(bytes: Uint8Array, body: CapturedBody, limit: number, search: SecretSearch): RedactedText {
  const { head, tail, size, contentType } = body;
  const streamed = isStream(contentType);
  const redact = (range: ByteRange, from: number, to: number) =>
    redactStretch(bytes.subarray(range.from, range.to), from, to, (text) => [...search(text, streamed), ...findEncoded(text)]);
  const held = head.to - head.from;
  const share = splitLimit(limit);
  if (tail === null && held === size) {
    if (size <= limit) return { ...redact(head, 0, size), kept: size };
    return join(redact(head, 0, share.head), redact(head, size - share.tail, size), size);
  }
  const heldTail = tail === null ? 0 : tail.to - tail.from;
  const first = redact(head, 0, Math.max(0, Math.min(share.head, held - CUT_OVERLAP)));
  const last = redact(tail ?? head, Math.max(Math.min(CUT_OVERLAP, heldTail), heldTail - share.tail), heldTail);
  return join(first, last, size);
}

function join(first: RedactedText, last: RedactedText, size: number): RedactedText {
  const kept = first.kept + last.kept;
  const missing = groupDigits(size - kept);
  return {
    text: `${first.text}\n[… ${missing} bytes in between were not kept …]\n${last.text}`,
    kept,
    redacted: first.redacted + last.redacted,
  };
}

const decoder = new TextDecoder();

/** From byte `from` to byte `to` of what is held, by what is found in all of it. */
function redactStretch(
  bytes: Uint8Array,
  from: number,
  to: number,
  find: (text: string) => Parameters<typeof mergeSpans>[0],
): RedactedText {
  const start = toCharacterStart(bytes, from);
  const end = toCharacterStart(bytes, to);
  const before = decoder.decode(bytes.subarray(0, start));
  const kept = decoder.decode(bytes.subarray(start, end));
  const text = before + kept + decoder.decode(bytes.subarray(end));
  const { text: redacted, count } = applySpans(text, mergeSpans(find(text)), before.length, before.length + kept.length);
  return { text: redacted, kept: end - start, redacted: count };
}

/** The beginning of the character in whose bytes this place is. */
function toCharacterStart(bytes: Uint8Array, place: number): number {
  let start = place;
  while (start > 0 && start < bytes.length && ((bytes[start] as number) & 0xc0) === 0x80) start -= 1;
  return start;
}
