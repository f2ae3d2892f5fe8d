import type { SecretSearch } from './find-secrets';
import { applySpans, mergeSpans } from './spans';

/** A short text without its secrets, e.g. what an upstream said of a failure. */
export function redactSentence(text: string, search: SecretSearch): string {
  const spans = search(text);
  return spans.length === 0 ? text : applySpans(text, mergeSpans(spans)).text;
}
