import type { AnswerLabels } from '../dialects/dialect';
import { clientDialects } from '../dialects/registry';
import { ClientGoneError } from '../errors/client-gone-error';
import { UpstreamError } from '../errors/upstream-error';
import type { AttemptContext } from './attempt-context';
import { chooseLane, refuseImpossible } from './choose-lane';
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
  tools: Pick<PipelineTools, 'agent' | 'memory' | 'tokens' | 'bodies'>,
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
        const contentSent = stream?.client.contentSent() ?? reply.headersSent();
        const next = nextAttempt({ error, contentSent, targetIndex, targetCount: routed.targets.length });
        if (next.kind === 'give-up') {
          if (stream && reply.headersSent()) stream.client.fail(error.type, error.message);
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
  const { routed, target, memory } = context;
  const lane = chooseLane(routed, target, memory);
  context.recorder.attemptStarted(target, lane, context.inputEstimate);
  refuseImpossible(routed, target, lane);
  return lane === 'passthrough' ? passThrough(context) : translate(context);
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
