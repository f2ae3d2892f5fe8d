import { findAgentType } from './find-agent-type';
import { readHeader, type ClientHeaders, type MarkedRequest } from './marked-request';
import { readAttribution } from './read-attribution';
import { readFirstPartyClass, readRequestClass } from './read-hints';

const MARK = 'It comes from a subagent';

/** An agent that the main conversation has started (docs/sources.md, Marks of requests). */
export function findSubagentMark(marked: MarkedRequest): string | null {
  const agent = findAgentType(marked);
  if (agent !== null) return `${MARK} (${agent})`;
  const isOne = isNamed(marked.headers) || readAttribution(marked.request)?.includes('cc_is_subagent=true');
  return isOne ? MARK : null;
}

/** Codex names the kind of its agent, and its compactions, by the same header. */
function isNamed(headers: ClientHeaders): boolean {
  const codex = readHeader(headers, 'x-openai-subagent');
  return (
    readHeader(headers, 'x-claude-code-agent-id') !== null ||
    readRequestClass(headers) === 'subagent' ||
    readFirstPartyClass(headers) === 'blocking-subagent' ||
    (codex !== null && codex !== 'compact')
  );
}
