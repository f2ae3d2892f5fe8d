import type { AnswerLabels, StreamBuilder } from '../dialects/dialect';
import { endSentence } from '../../shared/end-sentence';
import { describeOverflow, readContextOverflow } from '../errors/context-overflow';
import { hideKey } from '../errors/hide-key';
import { UpstreamError, type UpstreamErrorOptions } from '../errors/upstream-error';
import type { HttpAgent } from '../http-client';
import type { ClientStream, Reply } from './client-answer';
import type { BodyEncoder } from './encode-body';
import type { Routed, Target } from './exchange';
import { explainOverflow } from './explain-refusal';
import type { ReasoningMemory } from './reasoning-memory';
import type { Recorder } from './record';
import type { TokenCounter } from '../tokens/token-counter';

/** All that one attempt works with, on either lane. */
export interface AttemptContext {
  routed: Routed;
  target: Target;
  agent: HttpAgent;
  memory: ReasoningMemory;
  tokens: TokenCounter;
  bodies: BodyEncoder;
  /** Our count of the request for this target, in tokens. */
  inputEstimate: number;
  recorder: Recorder;
  reply: Reply;
  labels: AnswerLabels;
  /** Present when the client asked for a stream; shared by the attempts of an exchange. */
  stream: { client: ClientStream; builder: StreamBuilder } | null;
}

/** An upstream that broke off or spoke nonsense in an answer that began with 200; `kind` where it said more of what it was. */
export function brokenAnswer(target: Target, what: string, kind: Partial<UpstreamErrorOptions> = {}): UpstreamError {
  return new UpstreamError({
    status: 502,
    type: 'api_error',
    message: endSentence(hideKey(`${target.provider.name} ${what}`, target.key.value)),
    nextTargetMayHelp: true,
    upstreamStatus: 200,
    ...kind,
  });
}

/** An upstream that reported a failure in the middle of its answer. Fallback may follow, as long as no content has passed. */
export function reportedFailure(
  { inputEstimate, target }: AttemptContext,
  message: string,
  type: string | undefined,
): UpstreamError {
  const overflow = readContextOverflow(message);
  if (overflow !== null) {
    const words = describeOverflow(overflow, inputEstimate, target.model.contextWindow);
    return brokenAnswer(target, message, explainOverflow(words));
  }
  const what = `broke off with an error: ${message}`;
  switch (type) {
    case 'overloaded_error':
      return brokenAnswer(target, what, { status: 529, type });
    case 'rate_limit_error':
      return brokenAnswer(target, what, { status: 429, type });
    case 'invalid_request_error':
      return brokenAnswer(target, what, { status: 400, type, nextTargetMayHelp: false });
    case 'authentication_error':
    case 'permission_error':
      return brokenAnswer(target, what, { status: 403, type: 'permission_error' });
    case 'billing_error':
      return brokenAnswer(target, what, { status: 402, type });
    case 'timeout_error':
      return brokenAnswer(target, what, { status: 504, type });
    default:
      return brokenAnswer(target, what);
  }
}
