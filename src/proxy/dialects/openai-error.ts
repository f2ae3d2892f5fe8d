import type { ErrorType } from '../errors/proxy-error';

/**
 * What a failure is called by OpenAI and by the servers that copy it, in `code`, `type` or `status`: OpenAI's own words, as
 * Codex knows them too, and HTTP statuses, which gateways put there.
 */
const TYPES: Record<string, ErrorType> = {
  invalid_request_error: 'invalid_request_error',
  invalid_prompt: 'invalid_request_error',
  invalid_encrypted_content: 'invalid_request_error',
  invalid_api_key: 'authentication_error',
  authentication_error: 'authentication_error',
  insufficient_quota: 'billing_error',
  billing_hard_limit_reached: 'billing_error',
  permission_error: 'permission_error',
  model_not_found: 'not_found_error',
  not_found_error: 'not_found_error',
  // Claude Code makes its conversation shorter on a 413 that speaks of the context (pitfall 55).
  context_length_exceeded: 'request_too_large',
  rate_limit_exceeded: 'rate_limit_error',
  rate_limit_error: 'rate_limit_error',
  server_is_overloaded: 'overloaded_error',
  overloaded_error: 'overloaded_error',
  slow_down: 'overloaded_error',
  timeout: 'timeout_error',
  '400': 'invalid_request_error',
  '401': 'authentication_error',
  '402': 'billing_error',
  '403': 'permission_error',
  '404': 'not_found_error',
  '408': 'timeout_error',
  '413': 'request_too_large',
  '422': 'invalid_request_error',
  '429': 'rate_limit_error',
  '503': 'overloaded_error',
  '504': 'timeout_error',
  '529': 'overloaded_error',
};

/** What kind of failure the first of these words stands for that is known; undefined when none is. */
export function findErrorType(...words: unknown[]): ErrorType | undefined {
  return words.map((word) => TYPES[String(word)]).find((type) => type !== undefined);
}

/** A failure in OpenAI's words. */
export interface OpenaiError {
  type: string;
  code: string | null;
}

/**
 * The words in which OpenAI's clients know a failure: Codex makes its history shorter, waits or gives up by these codes
 * (openai/codex, codex-rs/codex-api/src/sse/responses.rs).
 */
const WORDS: Record<ErrorType, OpenaiError> = {
  invalid_request_error: { type: 'invalid_request_error', code: null },
  authentication_error: { type: 'invalid_request_error', code: 'invalid_api_key' },
  billing_error: { type: 'insufficient_quota', code: 'insufficient_quota' },
  permission_error: { type: 'invalid_request_error', code: 'permission_denied' },
  not_found_error: { type: 'invalid_request_error', code: 'model_not_found' },
  conflict_error: { type: 'invalid_request_error', code: 'conflict' },
  request_too_large: { type: 'invalid_request_error', code: 'context_length_exceeded' },
  rate_limit_error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  api_error: { type: 'server_error', code: 'server_error' },
  timeout_error: { type: 'server_error', code: 'timeout' },
  overloaded_error: { type: 'server_error', code: 'server_is_overloaded' },
};

export function openaiErrorOf(type: ErrorType): OpenaiError {
  return WORDS[type];
}

/** An error body as OpenAI's clients read it. */
export function buildOpenaiError(type: ErrorType, message: string): unknown {
  return { error: { message, ...WORDS[type], param: null } };
}
