import type { ClientDialect } from '../../shared/model/exchange';

/** Where clients call us, in which dialect, and for what: an answer, or how many tokens a request would be. */
export interface Endpoint {
  path: string;
  dialect: ClientDialect;
  purpose: 'answer' | 'count';
}

export const endpoints: Endpoint[] = [
  { path: '/v1/messages', dialect: 'anthropic-messages', purpose: 'answer' },
  { path: '/v1/messages/count_tokens', dialect: 'anthropic-messages', purpose: 'count' },
  { path: '/v1/chat/completions', dialect: 'openai-chat', purpose: 'answer' },
  { path: '/v1/responses', dialect: 'openai-responses', purpose: 'answer' },
];
