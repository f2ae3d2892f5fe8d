import { LRUCache } from 'lru-cache';
import type { RequestSummary } from '../../shared/model/request-summary';

/** The latest requests, as far as decisions look at them, in memory only: a summary has some of what the user wrote. */
const KEPT = 200;

export interface RecentRequests {
  remember(id: string, summary: RequestSummary): void;
  /** Null once it is forgotten. */
  find(id: string): RequestSummary | null;
}

export function createRecentRequests(): RecentRequests {
  const summaries = new LRUCache<string, RequestSummary>({ max: KEPT });
  return {
    remember: (id, summary) => void summaries.set(id, summary),
    find: (id) => summaries.peek(id) ?? null,
  };
}
