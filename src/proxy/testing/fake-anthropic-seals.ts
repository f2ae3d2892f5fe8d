import { createHash } from 'node:crypto';

/** What binds reasoning to the model that made it, and to its text. Another model's, or a changed text, does not fit. */
export function signThinking(model: string, thinking: string): string {
  return `FakeSig.${digest(model)}.${digest(thinking)}`;
}

/** Reasoning without its text (`display: omitted`) keeps the signature that it was made with. */
export function fitsThinking(model: string, thinking: string, signature: unknown): boolean {
  if (typeof signature !== 'string') return false;
  return thinking === '' ? signature.startsWith(`FakeSig.${digest(model)}.`) : signature === signThinking(model, thinking);
}

/** The whole of a redacted_thinking block. */
export function sealRedacted(model: string): string {
  return `FakeRedacted.${digest(model)}`;
}

/** What a web search found, as only this server can read it. */
export const SEALED_RESULT = 'FakeSearch.';

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
