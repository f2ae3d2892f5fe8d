import type { Lane } from '../../shared/model/exchange';
import { ENVELOPE_PREFIX } from '../canonical/reasoning-envelope';
import { blocksOf, isThinkingBlock } from '../canonical/request';
import { UpstreamError, type UpstreamErrorOptions } from '../errors/upstream-error';
import type { Target } from './exchange';
import { nameMaker } from './name-maker';
import type { ReasoningMemory } from './reasoning-memory';
import type { Routed } from './routed';

/**
 * Bytes go through where both sides speak the same. Outside Messages, where it can be cut out, reasoning that another model made
 * keeps them from it, and so do our own envelopes: such a conversation is translated, unless it cannot be.
 */
export function chooseLane(
  { clientDialect, request, body }: Routed,
  target: Target,
  memory: Pick<ReasoningMemory, 'isForeign'>,
): Lane {
  if (target.endpoint.dialect !== clientDialect) return 'translated';
  if (clientDialect === 'anthropic-messages' || request.untranslatable !== undefined) return 'passthrough';
  const maker = nameMaker(target);
  const signatures = request.messages
    .flatMap(({ content }) => blocksOf(content).filter(isThinkingBlock))
    .map(({ signature }) => signature ?? '');
  const foreign = signatures.some((signature) => signature !== '' && memory.isForeign(signature, maker));
  return foreign || Buffer.from(body.buffer, body.byteOffset, body.length).includes(ENVELOPE_PREFIX)
    ? 'translated'
    : 'passthrough';
}

/**
 * Throws an UpstreamError for what a target cannot do; another one may. What asks for a server of its own dialect goes nowhere else.
 * A request for nothing but a search does not go to a model that has none: it would make the results up (pitfall 45).
 * A conversation that the server keeps cannot be carried to one that keeps none: told by this code, Anthropic's SDK sends
 * the whole of it (docs/sources.md, Messages API).
 */
export function refuseImpossible({ request }: Routed, target: Target, lane: Lane): void {
  const { untranslatable, thread, tools } = request;
  const refuse = (message: string, more: Partial<UpstreamErrorOptions> = {}) =>
    new UpstreamError({
      kind: 'impossible',
      status: 400,
      type: 'invalid_request_error',
      message,
      nextTargetMayHelp: true,
      upstreamStatus: null,
      ...more,
    });
  if (lane === 'translated' && untranslatable !== undefined) throw refuse(untranslatable);
  const onlySearch = tools.length > 0 && tools.every(({ type }) => type?.startsWith('web_search'));
  if (lane === 'translated' && onlySearch && target.quirks.webSearch === null)
    // After 400 Claude Code would try in other words (docs/decisions/0004-what-a-refusal-looks-like.md).
    throw refuse(`${target.provider.name} has no web search of its own. Choose a target that has one.`, {
      status: 409,
      type: 'conflict_error',
      clientShouldRetry: false,
    });
  if (thread === true && !target.quirks.keepsThreads)
    throw refuse(`${target.provider.name} keeps no threads. Send the whole conversation with each request.`, {
      details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
    });
}
