import type { BodyCapture } from '../bodies/capture-bodies';
import type { AnswerLabels, StreamBuilder } from '../dialects/dialect';
import { endSentence } from '../../shared/end-sentence';
import { describeOverflow, readContextOverflow } from '../errors/context-overflow';
import { hideKey } from '../errors/hide-key';
import { UpstreamError, type UpstreamErrorOptions } from '../errors/upstream-error';
import type { HttpAgent } from '../http-client';
import type { ClientStream, Reply } from './client-answer';
import type { BodyEncoder } from './encode-body';
import type { Target } from './exchange';
import { explainOverflow } from './explain-refusal';
import type { FirstTokenLimit } from './limit-first-token';
import type { ReasoningMemory } from './reasoning-memory';
import type { Recorder } from './record';
import type { TokenCounter } from '../tokens/token-counter';
import type { Routed } from './routed';

/** All that one attempt works with, on either lane. */
export interface AttemptContext {
  routed: Routed;
  target: Target;
  agent: HttpAgent;
  memory: ReasoningMemory;
  tokens: TokenCounter;
  bodies: BodyEncoder;
  /** Ends the attempt, and is told of its first content. */
  limit: FirstTokenLimit;
  /** What is left for an answer to begin, in ms. */
  headersLimitMs: number;
  /** Our count of the request for this target, in tokens. */
  inputEstimate: number;
  recorder: Recorder;
  capture: BodyCapture;
  reply: Reply;
  labels: AnswerLabels;
  /** Present when the client asked for a stream; shared by the attempts of an exchange. */
  stream: { client: ClientStream; builder: StreamBuilder } | null;
}

/** An upstream that broke off or spoke nonsense in an answer that began with 200; `kind` where it said more of what it was. */
export function brokenAnswer(target: Target, what: string, kind: Partial<UpstreamErrorOptions> = {}): UpstreamError {
  return new UpstreamError({
    kind: 'broken',
    status: 502,
    type: 'api_error',
    message: endSentence(hideKey(`${target.provider.name} ${what}`, target.key.value)),
    nextTargetMayHelp: true,
    upstreamStatus: 200,
    ...kind,
  });
}

/**
 * A call that the model wrote wrongly, in the words of Gemini (types of @google/genai 3.1, FinishReason) and of Groq, which calls it an
 * invalid request (anomalyco/opencode#1018).
 */
const MODEL_SLIP =
  /MALFORMED_FUNCTION_CALL|UNEXPECTED_TOOL_CALL|TOO_MANY_TOOL_CALLS|MALFORMED_RESPONSE|Failed to call a function/;

/** An upstream that reported a failure in the middle of its answer. Fallback may follow, as long as no content has passed. */
export function reportedFailure(
  { inputEstimate, target }: AttemptContext,
  message: string,
  type: string | undefined,
): UpstreamError {
  const overflow = readContextOverflow(message);
  if (overflow !== null) {
    const words = describeOverflow(overflow, inputEstimate, target.model.contextWindow);
    return brokenAnswer(target, message, { ...explainOverflow(words), kind: 'reported' });
  }
  const what = `broke off with an error: ${message}`;
  const failed = (options: Partial<UpstreamErrorOptions> = {}) => brokenAnswer(target, what, { kind: 'reported', ...options });
  if (MODEL_SLIP.test(message)) return failed({ kind: 'slip' });
  switch (type) {
    case 'overloaded_error':
      return failed({ status: 529, type });
    case 'rate_limit_error':
      return failed({ status: 429, type });
    case 'invalid_request_error':
      return failed({ status: 400, type, nextTargetMayHelp: false });
    case 'authentication_error':
    case 'permission_error':
      return failed({ status: 403, type: 'permission_error' });
    case 'billing_error':
      return failed({ status: 402, type });
    case 'timeout_error':
      return failed({ status: 504, type });
    default:
      return failed();
  }
}
