import { LRUCache } from 'lru-cache';
import { sumInput } from '../../shared/model/sum-input';
import type { Usage } from '../../shared/model/usage';
import type { LastAnswer } from '../decision/summarise';
import { findCompactMark } from '../routing/find-compact-mark';
import { readHeader, readSession, type MarkedRequest } from '../routing/marked-request';

const KEPT_CONVERSATIONS = 500;

/** What is known of sessions, in memory only: the last answer of each conversation (an agent's is its own), and where they work. */
export interface SessionUsage {
  /** Null when nothing is known. */
  last(marked: MarkedRequest): LastAnswer | null;
  /** The folder that the session works in: the request's own, or the one that an earlier request of it named. Side requests name none. */
  folder(sessionId: string | null, named: string | null): string | null;
  /** Call with what the provider reported for the answer of `target` (`provider/model`). */
  remember(marked: MarkedRequest, usage: Usage, target: string): void;
}

export function createSessionUsage(): SessionUsage {
  const answers = new LRUCache<string, LastAnswer>({ max: KEPT_CONVERSATIONS });
  const folders = new LRUCache<string, string>({ max: KEPT_CONVERSATIONS });
  return {
    folder(sessionId, named) {
      if (sessionId === null) return named;
      if (named !== null) folders.set(sessionId, named);
      return named ?? folders.get(sessionId) ?? null;
    },
    last(marked) {
      const key = nameConversation(marked);
      return key === null ? null : (answers.get(key) ?? null);
    },
    remember(marked, usage, target) {
      const key = nameConversation(marked);
      const input = sumInput(usage);
      if (key === null || input === null) return;
      // What comes after a compaction is short again.
      if (findCompactMark(marked) !== null) answers.delete(key);
      else
        answers.set(key, {
          target,
          used: input + (usage.output ?? 0),
          cached: (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0),
        });
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
