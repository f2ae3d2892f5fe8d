import type { IncomingHttpHeaders } from 'node:http';
import { answerRoom } from './answer-room';
import type { Routed, Target } from './exchange';
import type { ReasoningMemory } from './reasoning-memory';
import { sanitiseBody } from './sanitise';
import { spliceModel } from './splice-model';

/** Held back by every proxy, or ours to set: the connection's own headers, the client's credentials, the body's size. */
const NOT_FORWARDED = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'proxy-authorization',
  'proxy-connection',
  'expect',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'authorization',
  'x-api-key',
  'cookie',
]);

export interface ForwardedBody {
  body: Uint8Array;
  /** Headers that must not go along with it, in lower case. */
  dropHeaders: readonly string[];
}

/** The client's body for an upstream of the same dialect: every byte as it was but for the model and what the target must not get. */
export function editBody(
  { body, request, clientDialect, inputEstimate }: Routed,
  target: Target,
  memory: ReasoningMemory,
): ForwardedBody {
  const { provider, model, quirks } = target;
  if (clientDialect !== 'anthropic-messages') return { body: spliceModel(body, model.id), dropHeaders: [] };
  const maker = { providerId: provider.id, model: model.id };
  return sanitiseBody(body, request, {
    model: model.id,
    sanitise: quirks.sanitise,
    maxOutputTokens: answerRoom(model, inputEstimate),
    foreignSignature: (signature) => memory.isForeign(signature, maker),
  });
}

/** The client's headers that an upstream of its own dialect may see; what we do not know goes along. */
export function forwardedHeaders(headers: IncomingHttpHeaders, dropped: readonly string[]): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (NOT_FORWARDED.has(name) || dropped.includes(name) || value === undefined) continue;
    forwarded[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return forwarded;
}
