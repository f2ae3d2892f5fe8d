import { findField, textAt, type Field, type Range } from './scan-json';

/** Other text for a stretch of a body, in bytes. */
export interface Edit extends Range {
  text: string;
}

/**
 * The body with other text in some places and every other byte as it was, so that prompt caches and signatures hold. An
 * edit within a stretch that another one replaces counts for nothing. Returns the body itself when there is nothing to do.
 */
export function applyEdits(body: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const applied = outermost(edits).map((edit) => ({ ...edit, bytes: encoder.encode(edit.text) }));
  if (applied.length === 0) return body;
  const size = applied.reduce((sum, { from, to, bytes }) => sum + bytes.length - (to - from), body.length);
  const result = new Uint8Array(size);
  let read = 0;
  let written = 0;
  for (const { from, to, bytes } of applied) {
    result.set(body.subarray(read, from), written);
    written += from - read;
    result.set(bytes, written);
    written += bytes.length;
    read = to;
  }
  result.set(body.subarray(read), written);
  return result;
}

const encoder = new TextEncoder();

/** In order, what is inserted before what is replaced there. */
function outermost(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.from - b.from || Number(b.to === b.from) - Number(a.to === a.from) || b.to - a.to);
  let end = 0;
  return sorted.filter(({ from, to }) => {
    if (from < end) return false;
    end = Math.max(end, to);
    return true;
  });
}

/** Fields of an object by name: JSON text sets the value, null takes the field away, with each of its doubles. */
export type FieldChanges = Readonly<Record<string, string | null>>;

/** Sets and removes fields of the object at `object`, whose fields are given. A field that it lacks comes first. */
export function editFields(body: Uint8Array, object: Range, fields: Field[], changes: FieldChanges): Edit[] {
  const isGone = ({ key }: Field) => changes[key] === null;
  const edits = removeMembers(fields, (place) => isGone(fields[place] as Field));
  const added: string[] = [];
  for (const [key, text] of Object.entries(changes)) {
    if (text === null) continue;
    const field = findField(fields, key);
    if (field === undefined) added.push(`${JSON.stringify(key)}:${text}`);
    else if (textAt(body, field.value) !== text) edits.push({ ...field.value, text });
  }
  if (added.length > 0) {
    const separator = fields.every(isGone) ? '' : ',';
    edits.push({ from: object.from + 1, to: object.from + 1, text: added.join(',') + separator });
  }
  return edits;
}

/** Puts JSON text before all that stays in the list at `list`; something must stay. */
export function insertFirst({ from }: Range, text: string): Edit {
  return { from: from + 1, to: from + 1, text: `${text},` };
}

/** Takes members out of a list or an object, each run of them with the comma that parts it from what stays. */
export function removeMembers(members: readonly Range[], isGone: (place: number) => boolean): Edit[] {
  const edits: Edit[] = [];
  for (let first = 0; first < members.length; first += 1) {
    if (!isGone(first)) continue;
    let last = first;
    while (last + 1 < members.length && isGone(last + 1)) last += 1;
    const before = members[first - 1];
    const after = members[last + 1];
    const from = before?.to ?? (members[first] as Range).from;
    const to = before === undefined && after !== undefined ? after.from : (members[last] as Range).to;
    edits.push({ from, to, text: '' });
    first = last;
  }
  return edits;
}
