/** The ends of a record: a blank line, in any of the three line ends that the format allows. */
const RECORD_ENDS = ['\n\n', '\r\n\r\n', '\r\r'];

/** Cuts a stream of server-sent events after whole records, so that whatever follows begins on a line of its own. */
export interface RecordCutter {
  /** The bytes up to the end of the last whole record, as they came; none when no record is whole yet. */
  push(bytes: Buffer): Buffer;
}

export function createRecordCutter(): RecordCutter {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(bytes) {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const end = Math.max(...RECORD_ENDS.map((mark) => endOfLast(all, mark)));
      rest = all.subarray(end);
      return all.subarray(0, end);
    },
  };
}

function endOfLast(bytes: Buffer, mark: string): number {
  const at = bytes.lastIndexOf(mark, undefined, 'latin1');
  return at === -1 ? 0 : at + mark.length;
}
