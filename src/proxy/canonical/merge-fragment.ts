import type { BodyFragment } from '../../shared/model/quirks';

/** Lays a fragment over a body: objects merge, lists are joined, all else replaces. Returns a new body. */
export function mergeFragment(body: BodyFragment, fragment: BodyFragment): BodyFragment {
  const merged: BodyFragment = { ...body };
  for (const [field, value] of Object.entries(fragment)) {
    const before = merged[field];
    if (Array.isArray(before) && Array.isArray(value)) merged[field] = [...(before as unknown[]), ...(value as unknown[])];
    else if (isObject(before) && isObject(value)) merged[field] = mergeFragment(before, value);
    else merged[field] = value;
  }
  return merged;
}

function isObject(value: unknown): value is BodyFragment {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
