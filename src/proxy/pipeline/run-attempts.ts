import type { Agent } from 'undici';
import type { Lane } from '../../shared/model/exchange';
import { clientDialects } from '../dialects/registry';
import { ClientGoneError } from '../errors/client-gone-error';
import { UpstreamError } from '../errors/upstream-error';
import type { AttemptContext } from './attempt-context';
import { createClientStream, type Reply } from './client-answer';
import type { Routed, Target } from './exchange';
import { nextAttempt } from './next-attempt';
import { passThrough } from './pass-through';
import type { Recorder } from './record';
import { translate } from './translate';

/** Tries the targets in order until one has answered. Throws the last failure; it has been written to the client if content had begun. */
export async function runAttempts(routed: Routed, reply: Reply, recorder: Recorder, agent: Agent): Promise<void> {
  const stream = createStream(routed, reply);
  try {
    let targetIndex = 0;
    for (;;) {
      const target = routed.targets[targetIndex] as Target;
      try {
        await runAttempt({ routed, target, agent, recorder, reply, stream });
        recorder.attemptEnded({ outcome: 'ok', status: 200, error: null });
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

function runAttempt(context: AttemptContext): Promise<void> {
  const lane: Lane = context.target.provider.dialect === context.routed.clientDialect ? 'passthrough' : 'translated';
  context.recorder.attemptStarted(context.target, lane);
  return lane === 'passthrough' ? passThrough(context) : translate(context);
}

function createStream(routed: Routed, reply: Reply): AttemptContext['stream'] {
  if (!routed.request.stream) return null;
  const model = routed.request.model ?? routed.targets[0].model.id;
  const builder = clientDialects[routed.clientDialect].createStreamBuilder({ requestId: routed.id, model });
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
