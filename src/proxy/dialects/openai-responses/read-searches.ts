import type { SearchResult, WebSearch } from '../../canonical/response';
import { isWire, objectsOf, stringOf, stringsOf, type Wire } from './read-value';

/** Gathers the searches of an answer and what they found, which comes in two places: sources of the call, citations in the text. */
export interface SearchCollector {
  /** A finished web_search_call. Pages that the model opened or looked through are no searches. */
  add(item: Wire): void;
  /** An annotation of the text; anything but a url_citation is passed over. */
  cite(annotation: unknown): void;
  /** All of them, once the answer is whole: only then every title is known. */
  collect(): WebSearch[];
}

/**
 * A citation says its page's title but not which search found it, a source (where asked for) the reverse. So a cited page
 * belongs to the search that lists it, and to the last one when none does.
 */
export function createSearchCollector(): SearchCollector {
  const searches: { search: WebSearch; sources: string[] }[] = [];
  const cited = new Map<string, SearchResult>();

  return {
    add(item) {
      const action = isWire(item.action) ? item.action : {};
      if (action.type !== undefined && action.type !== 'search') return;
      const search: WebSearch = {
        id: stringOf(item.id) || `search_${searches.length + 1}`,
        query: stringOf(action.query) || stringsOf(action.queries).join('; '),
        results: [],
        errorCode: item.status === 'failed' ? 'unavailable' : null,
      };
      searches.push({
        search,
        sources: objectsOf(action.sources)
          .map(({ url }) => stringOf(url))
          .filter(Boolean),
      });
    },
    cite(annotation) {
      if (!isWire(annotation) || annotation.type !== 'url_citation') return;
      const url = stringOf(annotation.url);
      if (url === '' || cited.has(withoutTag(url))) return;
      cited.set(withoutTag(url), { url, title: stringOf(annotation.title) || url, pageAge: null });
    },
    collect() {
      if (searches.length === 0 && cited.size > 0)
        searches.push({ search: { id: 'search_1', query: '', results: [], errorCode: null }, sources: [] });
      const left = new Map(cited);
      for (const { search, sources } of searches) {
        for (const url of new Set(sources.map(withoutTag))) {
          search.results.push({ url, title: cited.get(url)?.title ?? url, pageAge: null });
          left.delete(url);
        }
      }
      searches.findLast(({ search }) => search.errorCode === null)?.search.results.push(...left.values());
      return searches.map(({ search }) => search);
    },
  };
}

/** OpenAI marks the links of citations, not those of sources, as its own. */
function withoutTag(url: string): string {
  return url.replace(/[?&]utm_source=openai$/, '');
}
