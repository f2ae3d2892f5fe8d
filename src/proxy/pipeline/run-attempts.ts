import type { BodyCapture } from '../bodies/capture-bodies';
import type { BudgetTab } from '../budgets';
import type { AnswerLabels } from '../dialects/dialect';
import { clientDialects } from '../dialects/registry';
import { ClientGoneError } from '../errors/client-gone-error';
import { toProxyError } from '../errors/to-proxy-error';
import { UpstreamError } from '../errors/upstream-error';
import { readDeadline } from '../failures/read-deadline';
import { readSession } from '../routing/marked-request';
import { askRouterAgain } from './ask-router-again';
import { createCourse } from './attempt-course';
import type { AttemptContext } from './attempt-context';
import { createClientStream, type Reply } from './client-answer';
import type { Target } from './exchange';
import { learnFromAnswer } from './learn-from-answer';
import { pause } from './pause';
import type { PipelineTools } from './pipeline-tools';
import type { Recorder } from './record';
import { runAttempt } from './run-attempt';
import type { Routed } from './routed';

type AttemptTools = Pick<
  PipelineTools,
  'agent' | 'memory' | 'tokens' | 'bodies' | 'ports' | 'failures' | 'sessions' | 'figures' | 'router'
>;

/**
 * Asks one target after the other, and again those that may do better, until one has answered. Throws the failure that serves the
 * client best; it has been written to the client if its answer had begun. `tab` is null where there is no budget.
 */
export async function runAttempts(
  routed: Routed,
  reply: Reply,
  { recorder, capture, tab }: { recorder: Recorder; capture: BodyCapture; tab: BudgetTab | null },
  tools: AttemptTools,
): Promise<void> {
  const { agent, memory, tokens, bodies, failures: handling } = tools;
  const { now } = tools.ports;
  const labels = labelAnswer(routed);
  const stream = createStream(routed, reply, labels);
  const deadline = readDeadline(routed.headers, routed.startedAt, handling.policy.deadlineMs);
  const { targets, overflowTargets } = routed;
  const keyOrder = handling.keyTurns.forExchange(readSession(routed));
  const course = createCourse({ targets, overflowTargets, keyOrder, tab, recorder, failures: handling, deadline, now });
  const shared = {
    routed,
    agent,
    memory,
    tokens,
    bodies,
    gate: handling.gate,
    deadline,
    now,
    recorder,
    capture,
    reply,
    labels,
    stream,
  };

  let failures = 0;

  /** Resolves with true when it has answered. Throws what ends the exchange. */
  async function ask(target: Target, targetIndex: number): Promise<boolean> {
    const model = { providerId: target.provider.id, model: target.model.id };
    course.asked(targetIndex);
    try {
      const inputEstimate =
        routed.request.untranslatable === undefined ? tokens.estimate(routed.request, model) : routed.inputEstimate;
      await runAttempt({ ...shared, target, inputEstimate });
    } catch (error) {
      recordFailure(recorder, error);
      if (!(error instanceof UpstreamError)) {
        course.undecided(targetIndex);
        throw error;
      }
      course.failed(targetIndex, error, stream?.client.contentSent() ?? reply.headersSent());
      failures += 1;
      course.prefer(await askRouterAgain(routed, { target, error, count: failures }, recorder, tools));
      return false;
    }
    recorder.attemptEnded({ outcome: 'ok', status: 200, error: null });
    course.succeeded(targetIndex);
    learnFromAnswer(routed, target, recorder, tools);
    return true;
  }

  try {
    for (;;) {
      const { target, targetIndex, waitMs } = course.next();
      if (waitMs > 0) await pause(waitMs, routed.signal);
      if (routed.signal.aborted) throw new ClientGoneError();
      // Others may have used up a budget during a wait; then it is chosen anew.
      if (tab !== null && tab.begin(target).refusedBy !== null) continue;
      if (await ask(target, targetIndex)) return;
    }
  } catch (error) {
    if (stream && reply.headersSent() && !(error instanceof ClientGoneError)) {
      const { type, message } = toProxyError(error);
      stream.client.fail(type, message);
    }
    throw error;
  } finally {
    stream?.client.release();
  }
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
