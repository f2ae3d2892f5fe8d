import { endSentence } from '../../shared/end-sentence';
import { readErrorMessage } from '../dialects/read-error-message';
import { describeOverflow, readContextOverflow } from '../errors/context-overflow';
import { hideKey } from '../errors/hide-key';
import type { UpstreamErrorOptions } from '../errors/upstream-error';
import type { Target } from './exchange';

export type ExplainedRefusal = Pick<
  UpstreamErrorOptions,
  'kind' | 'status' | 'type' | 'message' | 'nextTargetMayHelp' | 'clientShouldRetry'
>;

type Explained = Omit<ExplainedRefusal, 'kind'>;

/**
 * The status and the sentence that serve the client best for an upstream's error answer (docs/sources.md, Claude Code).
 * `body` is its text, `inputEstimate` our count of the request in tokens.
 */
export function explainRefusal(status: number, body: string, target: Target, inputEstimate: number): ExplainedRefusal {
  const words = readErrorMessage(body);
  const overflow = words === null || status === 429 ? null : readContextOverflow(words);
  if (overflow !== null && !isAuth(status))
    return explainOverflow(describeOverflow(overflow, inputEstimate, target.model.contextWindow));
  if (status === 400 && REFUSED_KEY.test(body)) status = 401;
  const said = words === null ? '' : ` It says: ${endSentence(hideKey(words, target.key.value))}`;
  const { name } = target.provider;
  if ((status === 429 || status === 400) && SPENT_CREDIT.test(body))
    return { kind: 'spent', ...explainPayment(name, status, said) };
  const explained = explainStatus(status, name, target.model.id, said);
  if (status === 429 && SPENT_DAY.test(body)) return { kind: 'spent', ...explained, clientShouldRetry: false };
  return { kind: status === 400 && MODEL_SLIP.test(body) ? 'slip' : 'status', ...explained };
}

/** OpenAI says with 429, and Anthropic with 400, what others say with 402 (docs/sources.md, Errors). */
const SPENT_CREDIT = /"insufficient_quota"|"billing_hard_limit_reached"|credit balance is too low/;

/** Gemini names the quota that is used up; one for a day does not come back within a request (dcdpr/jp#1061). */
const SPENT_DAY = /"quotaId"\s*:\s*"[^"]*PerDay/;

/** Groq refuses what its model wrote as a call; the model may write it better (docs/sources.md, Errors). */
const MODEL_SLIP = /"tool_use_failed"/;

/** Google answers 400 where others answer 401. */
const REFUSED_KEY = /API_KEY_INVALID|API key not valid/;

/** Another model may have a larger window. Never a 5xx: a client would send the same prompt again and again (pitfall 55). */
export function explainOverflow(message: string): ExplainedRefusal {
  return { kind: 'status', status: 400, type: 'invalid_request_error', message, nextTargetMayHelp: true };
}

function explainPayment(name: string, status: number, said: string): Explained {
  return {
    status: 402,
    type: 'billing_error',
    message: `${name} wants payment (${status}). Check the account's credit.${said}`,
    nextTargetMayHelp: true,
  };
}

function isAuth(status: number): boolean {
  return status === 401 || status === 402 || status === 403;
}

function explainStatus(status: number, name: string, model: string, said: string): Explained {
  switch (status) {
    case 401:
    case 403:
      // 401 makes Claude Code try for three minutes; 403 shows the sentence at once.
      return {
        status: 403,
        type: 'permission_error',
        message: `${name} refused the key (${status}). Check it in Switchyard under Providers.${said}`,
        nextTargetMayHelp: true,
      };
    case 402:
      return explainPayment(name, status, said);
    case 404:
      return {
        status,
        type: 'not_found_error',
        message: `${name} does not know the model ${model} or the address (404).${said}`,
        nextTargetMayHelp: true,
      };
    case 413:
      return {
        status,
        type: 'request_too_large',
        message: `The request is too large for ${name} (413).${said}`,
        // Groq means the account's tokens a minute by it, others the bytes; each has a limit of its own.
        nextTargetMayHelp: true,
      };
    case 429:
      return { status, type: 'rate_limit_error', message: `${name} limits the rate (429).${said}`, nextTargetMayHelp: true };
    case 503:
    case 529:
      return {
        status: 529,
        type: 'overloaded_error',
        message: `${name} is overloaded (${status}).${said}`,
        nextTargetMayHelp: true,
      };
    default:
      if (status >= 500) {
        return { status: 502, type: 'api_error', message: `${name} failed (${status}).${said}`, nextTargetMayHelp: true };
      }
      return {
        status: status >= 400 ? status : 502,
        type: status >= 400 ? 'invalid_request_error' : 'api_error',
        message: `${name} refused the request (${status}).${said}`,
        nextTargetMayHelp: false,
      };
  }
}
