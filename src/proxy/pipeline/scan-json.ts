const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A stretch of a body, in bytes; `to` is the first one after it. */
export interface Range {
  from: number;
  to: number;
}

/** A field of an object: from its key's first quote to its value's last byte. */
export interface Field extends Range {
  key: string;
  value: Range;
}

const decoder = new TextDecoder();

/**
 * The outermost object of a body. Everything here expects what JSON.parse has taken before; on anything else the ranges mean
 * nothing, but the scan ends.
 */
export function rootObject(body: Uint8Array): Range {
  return { from: body.indexOf(OPEN_OBJECT), to: body.lastIndexOf(CLOSE_OBJECT) + 1 };
}

/** The fields of the object at `object`, in their order, without looking into their values. */
export function listFields(body: Uint8Array, object: Range): Field[] {
  const fields: Field[] = [];
  let at = skipSpace(body, object.from + 1);
  while (at < object.to && body[at] === QUOTE) {
    const keyEnd = endOfString(body, at);
    const from = skipSpace(body, skipSpace(body, keyEnd) + 1);
    const to = endOfValue(body, from);
    fields.push({ from: at, to, key: readString(body, { from: at, to: keyEnd }), value: { from, to } });
    at = nextMember(body, to);
  }
  return fields;
}

/** The elements of the list at `list`, in their order, without looking into them. */
export function listElements(body: Uint8Array, list: Range): Range[] {
  const elements: Range[] = [];
  let at = skipSpace(body, list.from + 1);
  while (at < list.to && body[at] !== CLOSE_LIST) {
    const to = endOfValue(body, at);
    elements.push({ from: at, to });
    at = nextMember(body, to);
  }
  return elements;
}

/** The field of that name; of several the last, as JSON.parse takes it. */
export function findField(fields: Field[], key: string): Field | undefined {
  return fields.findLast((field) => field.key === key);
}

export function isList(body: Uint8Array, { from }: Range): boolean {
  return body[from] === OPEN_LIST;
}

export function isObject(body: Uint8Array, { from }: Range): boolean {
  return body[from] === OPEN_OBJECT;
}

/** The object that a field holds; undefined where there is no such field, or it holds something else. */
export function readRecord(body: Uint8Array, field: Field | undefined): Record<string, unknown> | undefined {
  if (field === undefined || !isObject(body, field.value)) return undefined;
  return JSON.parse(textAt(body, field.value)) as Record<string, unknown>;
}

/** The bytes of a range as text. */
export function textAt(body: Uint8Array, { from, to }: Range): string {
  return decoder.decode(body.subarray(from, to));
}

function readString(body: Uint8Array, range: Range): string {
  const text = textAt(body, range);
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
}

function nextMember(body: Uint8Array, from: number): number {
  const at = skipSpace(body, from);
  return body[at] === COMMA ? skipSpace(body, at + 1) : at;
}

function endOfValue(body: Uint8Array, from: number): number {
  const first = body[from];
  if (first === QUOTE) return endOfString(body, from);
  if (first === OPEN_OBJECT || first === OPEN_LIST) return endOfContainer(body, from);
  let at = from + 1;
  while (at < body.length && !endsScalar(body[at] as number)) at += 1;
  return at;
}

function endsScalar(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST || byte === COLON || byte <= 0x20;
}

function endOfContainer(body: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  while (at < body.length) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = endOfString(body, at);
      continue;
    }
    at += 1;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) break;
  }
  return at;
}

/** Index after the closing quote of the string that begins at `from`. Searches natively: nearly all of a body is strings. */
function endOfString(body: Uint8Array, from: number): number {
  let end = from;
  do {
    end = body.indexOf(QUOTE, end + 1);
    if (end === -1) return body.length;
  } while (isEscaped(body, end));
  return end + 1;
}

function isEscaped(body: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (body[before] === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

function skipSpace(body: Uint8Array, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at += 1;
  return at;
}
