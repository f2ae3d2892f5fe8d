import { applyEdits, editFields } from './edit-body';
import { findField, isObject, listFields, rootObject } from './scan-json';

/**
 * A streamed Chat Completions request that asks for its usage (docs/sources.md, Chat Completions), without which its cost could
 * only be estimated. Every other byte stays as it was; returns the body itself where the client asks already.
 */
export function askForUsage(body: Uint8Array): Uint8Array {
  const root = rootObject(body);
  const fields = listFields(body, root);
  const options = findField(fields, 'stream_options')?.value;
  if (options === undefined || !isObject(body, options))
    return applyEdits(body, editFields(body, root, fields, { stream_options: '{"include_usage":true}' }));
  return applyEdits(body, editFields(body, options, listFields(body, options), { include_usage: 'true' }));
}

/** A Chat Completions request without `stream_options`, for a server that refuses them and tells its usage anyway. */
export function dropStreamOptions(body: Uint8Array): Uint8Array {
  const root = rootObject(body);
  return applyEdits(body, editFields(body, root, listFields(body, root), { stream_options: null }));
}

/** A list of choices without any; within a string its quotes would be escaped. */
const NO_CHOICES = /"choices"\s*:\s*\[\s*\]/;

/**
 * Whole records of a stream without the one that holds only usage, which a client that never asked for it may not expect.
 * All other bytes stay as they are; usage that comes with content does too.
 */
export function dropUsageRecord(records: Buffer): Buffer {
  if (!records.includes('"usage"')) return records;
  // One character a byte: what is kept is the same bytes again.
  const all = records.toString('latin1').split(/(?<=\n\n|\r\n\r\n|\r\r)/);
  const kept = all.filter((record) => !holdsOnlyUsage(record));
  return kept.length === all.length ? records : Buffer.from(kept.join(''), 'latin1');
}

function holdsOnlyUsage(record: string): boolean {
  if (!NO_CHOICES.test(record)) return false;
  const data = record
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length));
  try {
    const { choices, usage } = JSON.parse(data.join('\n')) as { choices?: unknown; usage?: unknown };
    return Array.isArray(choices) && choices.length === 0 && typeof usage === 'object' && usage !== null;
  } catch {
    return false;
  }
}
