import type { WebSearch } from '../../canonical/response';

/**
 * How the ids of searches begin that another provider made. Anthropic takes back its own results only, since they are
 * encrypted, so these blocks are left out when they come back (pipeline/sanitise.ts).
 */
const OWN_SEARCH_ID = 'srvtoolu_switchyard_';

export function isOwnSearchId(id: unknown): boolean {
  return typeof id === 'string' && id.startsWith(OWN_SEARCH_ID);
}

/** Errors of the web search tool that Anthropic's API has (docs/sources.md, Messages API). */
const ERROR_CODES = new Set([
  'invalid_tool_input',
  'unavailable',
  'max_uses_exceeded',
  'too_many_requests',
  'query_too_long',
  'request_too_large',
]);

/** A web search as the two blocks that Anthropic has for it: what was asked, and what was found (pitfall 45). */
export function buildSearch({ id, query, results, errorCode }: WebSearch): { call: Record<string, unknown>; result: object } {
  const wireId = OWN_SEARCH_ID + id.replace(/[^A-Za-z0-9_]/g, '_');
  const found = results.map(({ url, title, pageAge }) => ({
    type: 'web_search_result',
    url,
    title,
    encrypted_content: '',
    page_age: pageAge,
  }));
  const failed = {
    type: 'web_search_tool_result_error',
    error_code: errorCode !== null && ERROR_CODES.has(errorCode) ? errorCode : 'unavailable',
  };
  return {
    call: { type: 'server_tool_use', id: wireId, name: 'web_search', input: { query } },
    result: { type: 'web_search_tool_result', tool_use_id: wireId, content: errorCode === null ? found : failed },
  };
}
