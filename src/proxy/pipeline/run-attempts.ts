import type { Lane } from '../../shared/model/exchange';
import { ENVELOPE_PREFIX } from '../canonical/reasoning-envelope';
import { blocksOf, isThinkingBlock } from '../canonical/request';
import type { AnswerLabels } from '../dialects/dialect';
import { clientDialects } from '../dialects/registry';
import { ClientGoneError } from '../errors/client-gone-error';
import { UpstreamError } from '../errors/upstream-error';
import type { AttemptContext } from './attempt-context';
import { createClientStream, type Reply } from './client-answer';
import type { Routed, Target } from './exchange';
import { nextAttempt } from './next-attempt';
import { passThrough } from './pass-through';
import type { Recorder } from './record';
import type { PipelineTools } from './pipeline-tools';
import { translate } from './translate';

/** Tries the targets in order until one has answered. Throws the last failure; it has been written to the client if content had begun. */
export async function runAttempts(
  routed: Routed,
  reply: Reply,
  recorder: Recorder,
  tools: Pick<PipelineTools, 'agent' | 'memory' | 'tokens'>,
): Promise<void> {
  const labels = labelAnswer(routed);
  const stream = createStream(routed, reply, labels);
  try {
    let targetIndex = 0;
    for (;;) {
      const target = routed.targets[targetIndex] as Target;
      try {
        const model = { providerId: target.provider.id, model: target.model.id };
        const inputEstimate =
          routed.request.untranslatable === undefined ? tools.tokens.estimate(routed.request, model) : routed.inputEstimate;
        await runAttempt({ ...tools, routed, target, inputEstimate, recorder, reply, labels, stream });
        recorder.attemptEnded({ outcome: 'ok', status: 200, error: null });
        const usage = recorder.reportedUsage();
        if (usage) tools.tokens.learn(model, routed.request, usage);
        return;
      } catch (error) {
        recordFailure(recorder, error);
        if (!(error instanceof UpstreamError)) throw error;
        const contentSent = stream?.client.contentSent ?? reply.headersSent;
        const next = nextAttempt({ error, contentSent, targetIndex, targetCount: routed.targets.length });
        if (next.kind === 'give-up') {
          if (stream && reply.headersSent) stream.client.fail(error.type, error.message);
          throw error;
        }
        targetIndex = next.targetIndex;
        const { provider, model } = routed.targets[targetIndex] as Target;
        recorder.addReason(`${error.message} So ${provider.id}/${model.id} took over.`);
      }
    }
  } finally {
    stream?.client.release();
  }
}

async function runAttempt(context: AttemptContext): Promise<void> {
  const lane = chooseLane(context);
  refuseImpossible(context, lane);
  context.recorder.attemptStarted(context.target, lane, context.inputEstimate);
  return lane === 'passthrough' ? passThrough(context) : translate(context);
}

/**
 * Bytes go through where both sides speak the same. Outside Messages, where it can be cut out, reasoning that another model made
 * keeps them from it, and so do our own envelopes: such a conversation is translated, unless it cannot be.
 */
function chooseLane({ routed, target, memory }: AttemptContext): Lane {
  const { clientDialect, request, body } = routed;
  if (target.endpoint.dialect !== clientDialect) return 'translated';
  if (clientDialect === 'anthropic-messages' || request.untranslatable !== undefined) return 'passthrough';
  const maker = { providerId: target.provider.id, model: target.model.id };
  const signatures = request.messages
    .flatMap(({ content }) => blocksOf(content).filter(isThinkingBlock))
    .map(({ signature }) => signature ?? '');
  const foreign = signatures.some((signature) => signature !== '' && memory.isForeign(signature, maker));
  return foreign || Buffer.from(body.buffer, body.byteOffset, body.length).includes(ENVELOPE_PREFIX)
    ? 'translated'
    : 'passthrough';
}

/**
 * What asks for a server of its own dialect goes nowhere else. Nor can a conversation that the server keeps be carried to one that
 * keeps none: told by this code, Anthropic's SDK sends the whole of it (docs/sources.md, Messages API).
 */
function refuseImpossible({ routed, target }: AttemptContext, lane: Lane): void {
  const { untranslatable, thread } = routed.request;
  const refuse = (message: string, details?: Record<string, unknown>) =>
    new UpstreamError({
      status: 400,
      type: 'invalid_request_error',
      message,
      ...(details && { details }),
      nextTargetMayHelp: true,
      upstreamStatus: null,
    });
  if (lane === 'translated' && untranslatable !== undefined) throw refuse(untranslatable);
  if (thread === true && !target.quirks.keepsThreads)
    throw refuse(`${target.provider.name} keeps no threads. Send the whole conversation with each request.`, {
      error_code: 'thread_unsupported_request',
      unsupported: ['thread'],
    });
}

function labelAnswer({ id, request, targets, startedAt }: Routed): AnswerLabels {
  const model = request.model ?? targets[0].model.id;
  return { requestId: id, model, createdAt: Math.floor(startedAt / 1000), request };
}

function createStream(routed: Routed, reply: Reply, labels: AnswerLabels): AttemptContext['stream'] {
  if (!routed.request.stream) return null;
  const builder = clientDialects[routed.clientDialect].createStreamBuilder(labels);
  return { builder, client: createClientStream(reply, routed.id, builder) };
}

function recordFailure(recorder: Recorder, error: unknown): void {
  if (error instanceof ClientGoneError) {
    recorder.attemptEnded({ outcome: 'aborted', status: null, error: null });
  } else if (error instanceof UpstreamError) {
    recorder.attemptEnded({
      outcome: error.timedOut ? 'timed-out' : 'failed',
      status: error.upstreamStatus,
      error: error.message,
    });
  } else {
    recorder.attemptEnded({ outcome: 'failed', status: null, error: (error as Error).message });
  }
}
