/**
 * Characters of a value's JSON text, without making it: strings count by their length, so a file in a call's arguments
 * costs nothing. Escapes are left out, since a tokeniser sees little of them.
 */
export function measureJson(value: unknown): number {
  let characters = 0;
  // A stack, since a hostile value may nest deeper than calls can.
  const pending: object[] = [];

  function add(part: unknown): void {
    if (typeof part === 'string') characters += part.length + 2;
    else if (typeof part === 'object' && part !== null) pending.push(part);
    else characters += String(part).length;
  }

  add(value);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const parts: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (parts !== next) for (const key of Object.keys(next)) characters += key.length + 3;
    // The brackets, and a comma between two parts.
    characters += 1 + Math.max(1, parts.length);
    for (const part of parts) add(part);
  }
  return characters;
}
