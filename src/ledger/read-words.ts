import type { KeptBody } from '../shared/model/bodies';
import { isStream, joinStreamTexts } from '../shared/redact/stream-texts';

/** Strings of these fields say nothing that people look for: ids, kinds, and what machines send to themselves. */
const SILENT_FIELDS = new Set([
  'type',
  'id',
  'tool_use_id',
  'tool_call_id',
  'call_id',
  'item_id',
  'role',
  'object',
  'media_type',
  'signature',
  'encrypted_content',
  'thoughtSignature',
  'system_fingerprint',
  'obfuscation',
]);

/** A string and whether it is a name. */
const STRINGS = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/** A body with its text as it is kept. */
export type TextOfBody = Pick<KeptBody, 'kind' | 'contentType' | 'text'>;

/**
 * What can be searched for in the bodies of one exchange: what the client said and what it got, in words rather than in JSON, and a streamed answer put
 * together. Of upstreams only what they answered, since they are sent what the client sent. Texts are redacted before.
 */
export function readWords(bodies: readonly TextOfBody[]): string {
  const seen = new Set<string>();
  const parts: string[] = [];
  for (const { kind, contentType, text } of bodies) {
    if (kind === 'upstream-request' || seen.has(text)) continue;
    seen.add(text);
    parts.push(isStream(contentType) ? readStream(text) : readJson(text));
  }
  return parts.join('\n');
}

function readStream(text: string): string {
  const names = [...text.matchAll(/"name"\s*:\s*"([^"\\]*)"/g)].map(([, name]) => name);
  const errors = [...text.matchAll(/"message"\s*:\s*("(?:[^"\\]|\\.)*")/g)].map(([, literal]) => decode(literal as string));
  return [...joinStreamTexts(text).map((joined) => joined.text), ...names, ...errors].join('\n');
}

/** Strings are read one by one, so that a body that was cut in the middle is read as well. What is no JSON is all words. */
function readJson(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  const parts: string[] = [];
  let field = '';
  for (const [whole, content, colon] of text.matchAll(STRINGS)) {
    if (colon !== undefined) field = content as string;
    else if (!SILENT_FIELDS.has(field)) parts.push(decode(whole));
  }
  return parts.join('\n');
}

function decode(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal;
  }
}
