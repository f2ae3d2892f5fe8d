export type StoredValue = string | number | Buffer | null;

/** A varint of SQLite's at `at`: its value, and where the next byte is. Null where the buffer ends in it, or it is beyond whole numbers. */
export function readVarint(buffer: Buffer, at: number): { value: number; next: number } | null {
  let value = 0n;
  for (let index = 0; index < 9; index++) {
    const byte = buffer[at + index];
    if (byte === undefined) return null;
    if (index === 8) value = (value << 8n) | BigInt(byte);
    else value = (value << 7n) | BigInt(byte & 0x7f);
    if (index === 8 || byte < 0x80) {
      const signed = Number(BigInt.asIntN(64, value));
      return Number.isSafeInteger(signed) ? { value: signed, next: at + index + 1 } : null;
    }
  }
  return null;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The values of a record (https://sqlite.org/fileformat2.html#record_format). Null when it is none: lengths that do not fit, text
 * that is no UTF-8 or holds a zero byte, numbers beyond whole numbers.
 */
export function decodeRecord(payload: Buffer): StoredValue[] | null {
  const header = readVarint(payload, 0);
  if (!header || header.value > payload.length) return null;
  const values: StoredValue[] = [];
  let body = header.value;
  let at = header.next;
  while (at < header.value) {
    const type = readVarint(payload, at);
    if (!type) return null;
    at = type.next;
    const value = readValue(payload, body, type.value);
    if (!value) return null;
    values.push(value.value);
    body = value.next;
  }
  return at === header.value && body === payload.length ? values : null;
}

function readValue(payload: Buffer, at: number, type: number): { value: StoredValue; next: number } | null {
  if (type < 0 || type === 10 || type === 11) return null;
  if (type === 0) return { value: null, next: at };
  if (type === 8 || type === 9) return { value: type - 8, next: at };
  const length = type >= 12 ? Math.floor((type - 12) / 2) : type === 7 ? 8 : (INTEGER_BYTES[type] ?? 0);
  const next = at + length;
  if (next > payload.length) return null;
  if (type === 7) return { value: payload.readDoubleBE(at), next };
  if (type < 7) return { value: readInteger(payload, at, length), next };
  const bytes = payload.subarray(at, next);
  if (type % 2 === 0) return { value: Buffer.from(bytes), next };
  if (bytes.includes(0)) return null;
  try {
    return { value: text.decode(bytes), next };
  } catch {
    return null;
  }
}

/** NaN, which no column takes, for what is beyond whole numbers. */
function readInteger(payload: Buffer, at: number, length: number): number {
  if (length < 8) return payload.readIntBE(at, length);
  const value = Number(payload.readBigInt64BE(at));
  return Number.isSafeInteger(value) ? value : NaN;
}
