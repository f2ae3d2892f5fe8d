import type { ReasoningState } from './request';

/**
 * Reasoning is bound to the provider and the model that made it (pitfall 20), and clients hand back what they were given
 * with it, word for word. So whatever an upstream wants to see again travels as a signature of ours that names both.
 */
export interface ReasoningEnvelope {
  providerId: string;
  model: string;
  state: ReasoningState;
}

/** How every envelope begins. A vendor's own signature is plain base64 and holds no dot. */
export const ENVELOPE_PREFIX = 'switchyard.1.';

/** The envelope as a text of URL-safe base64 characters and dots. */
export function sealReasoning({ providerId, model, state }: ReasoningEnvelope): string {
  return ENVELOPE_PREFIX + toBase64Url(JSON.stringify([providerId, model, state]));
}

/** What is in a signature of ours; null for one that is foreign, empty or damaged. */
export function openReasoning(signature: string | undefined): ReasoningEnvelope | null {
  if (!signature?.startsWith(ENVELOPE_PREFIX)) return null;
  try {
    const content: unknown = JSON.parse(fromBase64Url(signature.slice(ENVELOPE_PREFIX.length)));
    if (!Array.isArray(content)) return null;
    const [providerId, model, state] = content as unknown[];
    if (typeof providerId !== 'string' || typeof model !== 'string' || typeof state !== 'object' || state === null) return null;
    return { providerId, model, state: state as ReasoningState };
  } catch {
    return null;
  }
}

/** fromCharCode takes its characters as arguments, of which there can be only so many. */
const CHUNK = 8192;

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let latin1 = '';
  for (let at = 0; at < bytes.length; at += CHUNK) latin1 += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(latin1).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  const latin1 = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(latin1, (character) => character.charCodeAt(0)));
}
