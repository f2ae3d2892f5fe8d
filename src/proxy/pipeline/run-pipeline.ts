import { ClientGoneError } from '../errors/client-gone-error';
import { ProxyError } from '../errors/proxy-error';
import { chooseRoute } from './choose-route';
import { classify } from './classify';
import type { Reply } from './client-answer';
import type { PipelineTools } from './pipeline-tools';
import { receive, type WireRequest } from './receive';
import { createRecorder } from './record';
import { runAttempts } from './run-attempts';

/** A request's way: receive, classify, choose-route, attempts, and the record of it, whatever happens. Never rejects. */
export async function runPipeline(wire: WireRequest, reply: Reply, tools: PipelineTools): Promise<void> {
  const { ports, sessions, sendError } = tools;
  const recorder = createRecorder(tools, wire);
  try {
    const received = receive(wire, tools.tokens);
    recorder.received(received);
    const routed = chooseRoute(classify(received, sessions.last(received)));
    recorder.routed(routed);
    await runAttempts(routed, reply, recorder, tools);
    const usage = recorder.reportedUsage();
    if (usage) sessions.remember(received, usage);
    recorder.finish({ outcome: 'ok', status: 200, error: null });
  } catch (error) {
    if (error instanceof ClientGoneError || wire.signal.aborted) {
      recorder.finish({ outcome: 'aborted', status: null, error: null });
      return;
    }
    const failure = error instanceof ProxyError ? error : unexpected(error);
    if (!(error instanceof ProxyError))
      ports.log('error', `Request ${wire.id} failed in Switchyard itself: ${(error as Error).stack ?? error}`);
    recorder.finish({ outcome: 'failed', status: reply.headersSent() ? 200 : failure.status, error: failure.message });
    if (!reply.headersSent()) sendError(failure);
    else reply.end();
  }
}

function unexpected(error: unknown): ProxyError {
  return new ProxyError({
    status: 500,
    type: 'api_error',
    message: `Switchyard failed: ${(error as Error).message}. The log has more.`,
    cause: error,
  });
}
