/** The ends of a record: a blank line, in any of the three line ends that the format allows. */
const RECORD_ENDS = ['\n\n', '\r\n\r\n', '\r\r'];
const LONGEST_END = 4;

/** A record may be this long, in bytes: an upstream that never ends one is broken, and would fill the memory. */
const LONGEST_RECORD = 32 * 1024 * 1024;

/** Cuts a stream of server-sent events after whole records, so that whatever follows begins on a line of its own. */
export interface RecordCutter {
  /**
   * The bytes up to the end of the last whole record, as they came; none when no record is whole yet. Throws an Error on a
   * record without an end.
   */
  push(bytes: Buffer): Buffer;
}

export function createRecordCutter(): RecordCutter {
  // In pieces, since joining them at each push would copy a long record again and again.
  let held: Buffer[] = [];
  let heldLength = 0;
  let tail: Buffer = Buffer.alloc(0);
  return {
    push(bytes) {
      const seen = Buffer.concat([tail, bytes]);
      const end = Math.max(...RECORD_ENDS.map((mark) => endOfLast(seen, mark))) - tail.length;
      tail = seen.subarray(Math.max(0, seen.length - LONGEST_END + 1));
      if (end <= 0) {
        held.push(bytes);
        heldLength += bytes.length;
        if (heldLength > LONGEST_RECORD) throw new Error('a record of its stream is longer than 32 MB');
        return Buffer.alloc(0);
      }
      const whole = heldLength === 0 ? bytes.subarray(0, end) : Buffer.concat([...held, bytes.subarray(0, end)]);
      held = end === bytes.length ? [] : [bytes.subarray(end)];
      heldLength = bytes.length - end;
      return whole;
    },
  };
}

/** Where the last such mark ends; -1 when there is none. */
function endOfLast(bytes: Buffer, mark: string): number {
  const at = bytes.lastIndexOf(mark, undefined, 'latin1');
  return at === -1 ? -1 : at + mark.length;
}
