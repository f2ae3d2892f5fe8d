import { readHeader, type ClientHeaders, type MarkedRequest } from './marked-request';
import { matchSystem, type Beginnings } from './prompt-beginnings';
import { readAttribution } from './read-attribution';
import { readFirstPartyClass, readRequestClass } from './read-hints';

const MARK = 'It comes from a subagent';

/** Prompts of agents that clients without the other marks have too. */
const SYSTEM_BEGINNINGS: Beginnings = [
  ['You are an agent for Claude Code', `${MARK} (general-purpose)`],
  ['You are a file search specialist for Claude Code', `${MARK} (Explore)`],
  ['You are a software architect and planning specialist for Claude Code', `${MARK} (Plan)`],
];

/** An agent that the main conversation has started (docs/sources.md, Marks of requests). */
export function findSubagentMark({ request, headers }: MarkedRequest): string | null {
  const prompt = matchSystem(request, SYSTEM_BEGINNINGS);
  if (prompt !== null) return prompt;
  const isNamed =
    readHeader(headers, 'x-claude-code-agent-id') !== null ||
    readRequestClass(headers) === 'subagent' ||
    readFirstPartyClass(headers) === 'blocking-subagent';
  if (isNamed) return nameAgent(readHeader(headers, 'x-claude-code-agent-type'));
  if (readAttribution(request)?.includes('cc_is_subagent=true')) return MARK;
  return findCodexAgent(headers);
}

/** Codex names the kind of its agent: review, collab_spawn and others. */
function findCodexAgent(headers: ClientHeaders): string | null {
  const kind = readHeader(headers, 'x-openai-subagent');
  return kind === null || kind === 'compact' ? null : nameAgent(kind);
}

/** The name is the client's to choose, so that only one which looks like a name gets into a sentence of ours. */
function nameAgent(name: string | null): string {
  return name !== null && /^[\w-]{1,40}$/.test(name) ? `${MARK} (${name})` : MARK;
}
