import type { IncomingHttpHeaders } from 'node:http';
import { answerRoom } from './answer-room';
import { askForUsage, dropStreamOptions } from './ask-for-usage';
import { layOver } from './change-request';
import type { Target } from './exchange';
import { nameMaker } from './name-maker';
import type { ReasoningMemory } from './reasoning-memory';
import { sanitiseBody } from './sanitise';
import { spliceModel } from './splice-model';
import type { Routed } from './routed';

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

/** A client's request as it goes on to an upstream of the same dialect. */
export interface ForwardedRequest {
  /** Every byte as it was but for the model and what the target must not get. */
  body: Uint8Array;
  /** What the client sent and an upstream may see; what we do not know goes along. */
  headers: Record<string, string>;
  /** With its question mark, or ''. */
  query: string;
  /** The stream's usage was asked for by us, and the client expects no record of it. */
  usageIsOurs: boolean;
}

export function forwardRequest(routed: Routed, target: Target, memory: ReasoningMemory): ForwardedRequest {
  const forwarded =
    routed.clientDialect === 'anthropic-messages' ? forwardMessages(routed, target, memory) : forwardToOpenai(routed, target);
  const own = target.changes?.body;
  return own ? { ...forwarded, body: layOver(forwarded.body, own) } : forwarded;
}

function forwardMessages({ body, request, headers, query, inputEstimate }: Routed, target: Target, memory: ReasoningMemory) {
  const { model, quirks } = target;
  const maker = nameMaker(target);
  const sanitised = sanitiseBody(body, request, {
    model: model.id,
    sanitise: quirks.sanitise,
    reasoning: quirks.reasoning,
    maxOutputTokens: answerRoom(target, inputEstimate),
    foreignSignature: (signature) => memory.isForeign(signature, maker),
  });
  return {
    body: sanitised.body,
    headers: forwardHeaders(headers, sanitised.dropHeaders),
    query: sanitised.dropQuery ? '' : query,
    usageIsOurs: false,
  };
}

function forwardToOpenai({ body, request, clientDialect, headers, query }: Routed, { model, quirks }: Target) {
  const forwarded = { body: spliceModel(body, model.id), headers: forwardHeaders(headers, []), query, usageIsOurs: false };
  if (clientDialect !== 'openai-chat' || !request.stream) return forwarded;
  if (!quirks.asksForUsage) return { ...forwarded, body: dropStreamOptions(forwarded.body) };
  const asking = askForUsage(forwarded.body);
  return { ...forwarded, body: asking, usageIsOurs: asking !== forwarded.body };
}

function forwardHeaders(headers: IncomingHttpHeaders, dropped: readonly string[]): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (NOT_FORWARDED.has(name) || dropped.includes(name) || value === undefined) continue;
    forwarded[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return forwarded;
}
