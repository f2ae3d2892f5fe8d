import type { Match, TableModel } from './price-table';

/** Whether an entry of a table stands for a model of this name. */
export function matchesModel({ id, match }: TableModel, name: string): boolean {
  return match === undefined ? id.toLowerCase() === name : holds(match, name);
}

/** `name` in small letters. */
function holds(match: Match, name: string): boolean {
  if ('equals' in match) return name === match.equals.toLowerCase();
  if ('starts_with' in match) return name.startsWith(match.starts_with.toLowerCase());
  if ('ends_with' in match) return name.endsWith(match.ends_with.toLowerCase());
  if ('contains' in match) return name.includes(match.contains.toLowerCase());
  if ('regex' in match) return new RegExp(match.regex).test(name);
  if ('or' in match) return match.or.some((one) => holds(one, name));
  return match.and.every((one) => holds(one, name));
}
