import { LRUCache } from 'lru-cache';
import { sumInput } from '../../shared/model/sum-input';
import type { Usage } from '../../shared/model/usage';
import { findCompactMark } from '../routing/find-compact-mark';
import { readHeader, readSession, type MarkedRequest } from '../routing/marked-request';

const KEPT_CONVERSATIONS = 500;

/** How much the last answer of each conversation used, in memory only. An agent's conversation is its own. */
export interface SessionUsage {
  /** Input and output in tokens; null when nothing is known. */
  last(marked: MarkedRequest): number | null;
  /** Call with what the provider reported for the answer. */
  remember(marked: MarkedRequest, usage: Usage): void;
}

export function createSessionUsage(): SessionUsage {
  const totals = new LRUCache<string, number>({ max: KEPT_CONVERSATIONS });
  return {
    last(marked) {
      const key = nameConversation(marked);
      return key === null ? null : (totals.get(key) ?? null);
    },
    remember(marked, usage) {
      const key = nameConversation(marked);
      const input = sumInput(usage);
      if (key === null || input === null) return;
      // What comes after a compaction is short again.
      if (findCompactMark(marked) !== null) totals.delete(key);
      else totals.set(key, input + (usage.output ?? 0));
    },
  };
}

/** Titles, searches and safety checks name the session too, but are not of the conversation: they have no tools of the client's own. */
function nameConversation(marked: MarkedRequest): string | null {
  const { request, headers } = marked;
  const session = readSession(marked);
  const hasOwnTools = request.tools.some(({ type }) => type === undefined || type === null || type === 'custom');
  if (session === null || !hasOwnTools) return null;
  return `${session}\n${readHeader(headers, 'x-claude-code-agent-id') ?? ''}`;
}
