import type { SearchResult, UpstreamEvent } from '../../canonical/response';
import { toObject, toObjects, toText } from './wire';

/** Collects what a search found, which may be told in pieces, some of them more than once. */
export interface GroundingGatherer {
  add(metadata: unknown): void;
  /** One search with all that was found since the last call; nothing when no search was made. */
  take(): UpstreamEvent[];
}

/** `groundingMetadata` of an answer: it says which queries and which pages, but not which page answered which query. */
export function createGroundingGatherer(): GroundingGatherer {
  const queries = new Set<string>();
  const results = new Map<string, SearchResult>();
  let searches = 0;
  return {
    add(metadata) {
      const { webSearchQueries, groundingChunks } = toObject(metadata);
      if (Array.isArray(webSearchQueries)) for (const query of webSearchQueries.map(toText)) if (query !== '') queries.add(query);
      for (const { web } of toObjects(groundingChunks)) {
        const { uri, title } = toObject(web);
        const url = toText(uri);
        if (url !== '') results.set(url, { url, title: toText(title) || url, pageAge: null });
      }
    },
    take() {
      if (queries.size === 0 && results.size === 0) return [];
      searches += 1;
      const search = {
        id: `search_${searches}`,
        query: [...queries].join('; '),
        results: [...results.values()],
        errorCode: null,
      };
      queries.clear();
      results.clear();
      return [{ type: 'web-search', search }];
    },
  };
}
