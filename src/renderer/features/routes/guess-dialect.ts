import type { ClientDialect } from '../../../shared/model/exchange';

/** Fields that only one of the dialects has. */
const CHAT_FIELDS = ['max_completion_tokens', 'reasoning_effort', 'stream_options', 'response_format', 'n'];
const CHAT_ROLES = ['system', 'developer', 'tool'];

/** The dialect that a request's body is most likely written in, by its fields; Anthropic's where nothing speaks for another. */
export function guessDialect(body: string): ClientDialect {
  const request = parseObject(body);
  if ('input' in request && !('messages' in request)) return 'openai-responses';
  if ('system' in request) return 'anthropic-messages';
  const isChat =
    CHAT_FIELDS.some((field) => field in request) ||
    listOf(request['tools']).some((tool) => 'function' in tool) ||
    listOf(request['messages']).some(({ role }) => CHAT_ROLES.includes(String(role))) ||
    !('max_tokens' in request);
  return isChat && 'messages' in request ? 'openai-chat' : 'anthropic-messages';
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
