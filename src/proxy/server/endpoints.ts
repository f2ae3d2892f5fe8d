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

const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));

/** The endpoint at a URL's path; a slash at its end changes nothing. */
export function findEndpoint(url: string | undefined): Endpoint | undefined {
  return byPath.get(pathOf(url).replace(/(?<=.)\/$/, ''));
}

/** A request's path, without its query. */
export function pathOf(url: string | undefined = ''): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
