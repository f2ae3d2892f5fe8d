const LONGEST = 40;

/** A provider's id made of any name: lower-case letters, digits, - and _. */
export function toProviderId(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return id || 'provider';
}

/** The id, or the id with the lowest number from 2 on that is free. */
export function findFreeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(free); number++) {
    const ending = `-${number}`;
    free = id.slice(0, LONGEST - ending.length) + ending;
  }
  return free;
}
