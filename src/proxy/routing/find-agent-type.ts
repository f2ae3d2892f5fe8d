import { readHeader, type ClientHeaders, type MarkedRequest } from './marked-request';
import { matchSystem, type Beginnings } from './prompt-beginnings';

/** Prompts of agents, which clients without the header have too (docs/sources.md, Marks of requests). */
const SYSTEM_BEGINNINGS: Beginnings = [
  ['You are an agent for Claude Code', 'general-purpose'],
  ['You are a file search specialist for Claude Code', 'Explore'],
  ['You are a software architect and planning specialist for Claude Code', 'Plan'],
];

/**
 * The kind of agent that a request comes from: Explore, Plan, general-purpose or custom of Claude Code, review and others of Codex.
 * Null for the main conversation, and where it is not told.
 */
export function findAgentType({ request, headers }: MarkedRequest): string | null {
  return readName(headers, 'x-claude-code-agent-type') ?? matchSystem(request, SYSTEM_BEGINNINGS) ?? findCodexAgent(headers);
}

/** Codex names the kind of its agent: review, collab_spawn and others. A compaction is nobody's but its own. */
function findCodexAgent(headers: ClientHeaders): string | null {
  const kind = readName(headers, 'x-openai-subagent');
  return kind === 'compact' ? null : kind;
}

/** The name is the client's to choose, so that only one which looks like a name gets into a sentence of ours. */
function readName(headers: ClientHeaders, header: string): string | null {
  const name = readHeader(headers, header);
  return name !== null && /^[\w-]{1,40}$/.test(name) ? name : null;
}
