import type { BodyCapture } from '../bodies/capture-bodies';
import { captureReply } from '../bodies/capture-reply';
import { ClientGoneError } from '../errors/client-gone-error';
import { ProxyError } from '../errors/proxy-error';
import { toProxyError } from '../errors/to-proxy-error';
import { chooseRoute } from '../decision/choose-route';
import { expectCost } from '../decision/expect-cost';
import type { Reply } from './client-answer';
import type { PipelineTools } from './pipeline-tools';
import { poseQuestion } from './pose-question';
import { receive, type WireRequest } from './receive';
import { createRecorder, type Recorder } from './record';
import { runAttempts } from './run-attempts';

/** A request's way: receive, classify, choose-route, attempts, and the record of it, whatever happens. Never rejects. */
export async function runPipeline(wire: WireRequest, reply: Reply, tools: PipelineTools): Promise<void> {
  const recorder = createRecorder(tools, wire);
  const capture = tools.captureBodies(wire.settings.capture);
  capture.clientRequest(wire.body, wire.headers['content-type']);
  try {
    await runSteps(wire, captureReply(reply, capture), { recorder, capture }, tools);
  } finally {
    const kept = capture.finish(recorder.row(), recorder.privacy());
    if (kept !== null) tools.ports.keepBodies?.(kept);
  }
}

async function runSteps(
  wire: WireRequest,
  reply: Reply,
  { recorder, capture }: { recorder: Recorder; capture: BodyCapture },
  tools: PipelineTools,
): Promise<void> {
  const { ports, sendError } = tools;
  try {
    const received = receive(wire, tools.tokens);
    recorder.received(received);
    const question = await poseQuestion(received, tools);
    const chosen = chooseRoute(question);
    recorder.routed(chosen, question.summary.folder);
    if (!recorder.isPrivate()) tools.recent.remember(received.id, question.summary);
    if (chosen.refusal !== null) throw chosen.refusal;
    const { refusal: _none, ...route } = chosen;
    const tab = tools.budgets.open(
      { startedAt: wire.startedAt, route: chosen.route, project: question.summary.folder, isPrivate: recorder.isPrivate() },
      (target) => expectCost({ ...question, summary: chosen.summary }, target, chosen.scenario),
    );
    if (tab !== null) recorder.chargeTo(tab);
    await runAttempts({ ...received, ...route }, reply, { recorder, capture, tab }, tools);
    recorder.finish({ outcome: 'ok', status: 200, error: null });
  } catch (error) {
    if (error instanceof ClientGoneError || wire.signal.aborted) {
      recorder.finish({ outcome: 'aborted', status: null, error: null });
      return;
    }
    const failure = toProxyError(error);
    if (!(error instanceof ProxyError))
      ports.log('error', `Request ${wire.id} failed in Switchyard itself: ${describeFault(error, recorder.isPrivate())}`);
    recorder.finish({ outcome: 'failed', status: reply.headersSent() ? 200 : failure.status, error: failure.message });
    if (reply.headersSent()) return reply.end();
    const told = sendError(failure);
    if (told === null) return;
    capture.clientAnswers(told.contentType);
    capture.clientPiece(told.body);
  }
}

/** Where it failed, and what was said unless the request is private: a message may quote what it failed at. */
function describeFault(error: unknown, isPrivate: boolean): string {
  const { name, stack } = error instanceof Error ? error : new Error(String(error));
  if (!isPrivate) return stack ?? name;
  return [name, ...(stack?.split('\n').filter((line) => /^ {4}at /.test(line)) ?? [])].join('\n');
}
