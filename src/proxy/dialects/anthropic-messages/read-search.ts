import type { SearchResult, WebSearch } from '../../canonical/response';
import { isRecord } from './is-record';

/** What a web search found, out of its result block; `query` comes from the call before it. */
export function readSearch(id: string, query: string, content: unknown): WebSearch {
  const found = typeof content === 'string' ? readJson(content) : content;
  if (isRecord(found) && typeof found.error_code === 'string') return { id, query, results: [], errorCode: found.error_code };
  return { id, query, results: Array.isArray(found) ? found.flatMap(readResult) : [], errorCode: null };
}

/** Z.ai answers with its own fields, as JSON text (docs/sources.md, Providers). */
function readResult(result: unknown): SearchResult[] {
  if (!isRecord(result)) return [];
  const url = result.url ?? result.link;
  if (typeof url !== 'string') return [];
  const pageAge = result.page_age ?? result.publish_date;
  return [
    {
      url,
      title: typeof result.title === 'string' ? result.title : url,
      pageAge: typeof pageAge === 'string' ? pageAge : null,
    },
  ];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
