import { newPart } from './new-part';
import { toText, type WireObject } from './wire';

/** Fields whose pieces are put together; of all other fields the last value counts. */
const GROWING = new Set(['text', 'summary']);

/**
 * OpenRouter's reasoning_details come in fragments, and only whole entries may go back: a fragment by itself corrupts
 * the signature (pitfall 29). Fragments of one index and type become one entry, in the order of their first sight. An entry
 * that has its signature is complete, so more text at its index begins another. Entries without an index are whole.
 */
export function mergeReasoningDetails(fragments: WireObject[]): WireObject[] {
  const entries: WireObject[] = [];
  const open = new Map<string, WireObject>();
  for (const fragment of fragments) {
    const key = typeof fragment.index === 'number' ? `${fragment.index} ${toText(fragment.type)}` : null;
    const entry = key === null ? undefined : open.get(key);
    if (entry !== undefined && !(toText(entry.signature) !== '' && toText(fragment.text) !== '')) {
      addFragment(entry, fragment);
      continue;
    }
    const begun = { ...fragment };
    entries.push(begun);
    if (key !== null) open.set(key, begun);
  }
  return entries;
}

function addFragment(entry: WireObject, fragment: WireObject): void {
  for (const [field, value] of Object.entries(fragment)) {
    const before = toText(entry[field]);
    if (GROWING.has(field)) entry[field] = before + newPart(before, toText(value));
    else if (value !== null && value !== undefined) entry[field] = value;
  }
}
