import type { MarkedRequest } from './marked-request';

/** Codex offers web search with every request, so that only a search tool on its own says that this is a search. */
export function findWebSearchMark({ request: { tools } }: MarkedRequest): string | null {
  const [tool] = tools;
  const isSearch = tools.length === 1 && typeof tool?.type === 'string' && tool.type.startsWith('web_search');
  return isSearch ? 'It is a web search' : null;
}
