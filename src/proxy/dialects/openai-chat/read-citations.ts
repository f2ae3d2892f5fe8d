import type { SearchResult, UpstreamEvent } from '../../canonical/response';
import { toObject, toObjects, toText, type WireObject } from './wire';

/** Gathers the pages that an answer names as its sources, however they come. */
export interface CitationReader {
  /** Annotations of a message (`url_citation`), or a list of results beside the choices. */
  read(list: unknown): void;
  /** All pages so far as one web search, each page once. */
  flush(): UpstreamEvent[];
}

/**
 * The wire names pages only, neither searches nor queries, and it names them in pieces between the pieces of the text. So they
 * are told as one search at the end of the answer.
 */
export function createCitationReader(): CitationReader {
  const results = new Map<string, SearchResult>();
  let told = 0;

  return {
    read(list) {
      for (const entry of toObjects(list)) {
        const result = readResult(entry);
        if (result !== null && !results.has(result.url)) results.set(result.url, result);
      }
    },
    flush() {
      const fresh = [...results.values()].slice(told);
      if (fresh.length === 0) return [];
      told = results.size;
      return [{ type: 'web-search', search: { id: `web_search_${told}`, query: '', results: fresh, errorCode: null } }];
    },
  };
}

/** OpenAI and OpenRouter: {type: 'url_citation', url_citation: {url, title}}; Z.ai: {link, title, publish_date}. */
function readResult(entry: WireObject): SearchResult | null {
  if (entry.type !== undefined && entry.type !== 'url_citation') return null;
  const { url, link, title, publish_date: published } = toObject(entry.url_citation) ?? entry;
  const address = toText(url) || toText(link);
  return address === '' ? null : { url: address, title: toText(title) || address, pageAge: toText(published) || null };
}
