const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/**
 * Puts another model into a JSON request body and leaves every other byte as it was, so that prompt caches and
 * signatures hold. The body must be a valid JSON object whose `model`, if it has one, is a string; one without gets it
 * as its first field. Returns the body itself when the model is the same already.
 */
export function spliceModel(body: Uint8Array, model: string): Uint8Array {
  const value = JSON.stringify(model);
  const place = findTopLevelString(body, 'model');
  if (place === null) {
    const inside = body.indexOf(OPEN_OBJECT) + 1;
    const separator = body[skipSpace(body, inside)] === CLOSE_OBJECT ? '' : ',';
    return replace(body, inside, inside, `"model":${value}${separator}`);
  }
  return replace(body, place.from, place.to, value);
}

function replace(body: Uint8Array, from: number, to: number, text: string): Uint8Array {
  const piece = new TextEncoder().encode(text);
  if (equals(body.subarray(from, to), piece)) return body;
  const result = new Uint8Array(body.length - (to - from) + piece.length);
  result.set(body.subarray(0, from));
  result.set(piece, from);
  result.set(body.subarray(to), from + piece.length);
  return result;
}

/** Where the value of a top-level string field stands, quotes included; of several, the last, as JSON.parse takes it. */
function findTopLevelString(body: Uint8Array, field: string): { from: number; to: number } | null {
  const decoder = new TextDecoder();
  let depth = 0;
  let found: { from: number; to: number } | null = null;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] as number;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth -= 1;
    else if (byte === QUOTE) {
      const end = endOfString(body, at);
      if (depth === 1) {
        const value = valueAfterKey(body, end);
        if (value !== null && JSON.parse(decoder.decode(body.subarray(at, end))) === field) {
          found = { from: value, to: endOfString(body, value) };
        }
      }
      at = end - 1;
    }
  }
  return found;
}

/** Index after the closing quote of the string that begins at `at`. Searches natively: nearly all of a body is strings. */
function endOfString(body: Uint8Array, at: number): number {
  let end = at;
  do end = body.indexOf(QUOTE, end + 1);
  while (isEscaped(body, end));
  return end + 1;
}

function isEscaped(body: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (body[before] === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

/** Where the value begins when a colon follows, that is, when the string before was a key; null otherwise. */
function valueAfterKey(body: Uint8Array, from: number): number | null {
  let at = skipSpace(body, from);
  if (body[at] !== 0x3a) return null;
  at = skipSpace(body, at + 1);
  return at;
}

function skipSpace(body: Uint8Array, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at += 1;
  return at;
}

function equals(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
