import type { SearchResult, UpstreamEvent } from '../../canonical/response';
import { toObject, toObjects, toText } from './wire';

/** Collects what a search found, which may be told in pieces, some of them more than once. */
export interface GroundingGatherer {
  add(metadata: unknown): void;
  /** One search with all that was found since the last call; nothing when no search was made. */
  take(): UpstreamEvent[];
  /**
   * Searches that Google bills for the answer so far: each query that differs and is not empty, or, for models before Gemini 3, the
   * prompt (docs/sources.md, Usage). `modelVersion` is as the answer names it. Null where nothing was searched.
   */
  billed(modelVersion: string): number | null;
}

/** `groundingMetadata` of an answer: it says which queries and which pages, but not which page answered which query. */
export function createGroundingGatherer(): GroundingGatherer {
  const queries = new Set<string>();
  const all = new Set<string>();
  const results = new Map<string, SearchResult>();
  let searches = 0;
  return {
    add(metadata) {
      const { webSearchQueries, groundingChunks } = toObject(metadata);
      for (const query of Array.isArray(webSearchQueries) ? webSearchQueries.map(toText) : []) {
        if (query === '') continue;
        queries.add(query);
        all.add(query);
      }
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
    billed(modelVersion) {
      if (all.size === 0) return null;
      return /^gemini-[12]\b/.test(modelVersion) ? 1 : all.size;
    },
  };
}
