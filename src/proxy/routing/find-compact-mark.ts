import { readHeader, type MarkedRequest } from './marked-request';
import { matchLastPrompt, matchSystem, type Beginnings } from './prompt-beginnings';
import { readRequestClass } from './read-hints';

const MARK = 'It compacts the conversation';

/** Of Claude Code 2.1.330, of older ones, and of Codex (docs/sources.md, Marks of requests). */
const PROMPT_BEGINNINGS: Beginnings = [
  ['CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.', MARK],
  ['Your task is to create a detailed summary of the conversation so far', MARK],
  ['You are performing a CONTEXT CHECKPOINT COMPACTION', MARK],
];

const SYSTEM_BEGINNINGS: Beginnings = [['You are a helpful AI assistant tasked with summarizing conversations', MARK]];

/** The client asks for a summary that takes the conversation's place. */
export function findCompactMark({ request, headers }: MarkedRequest): string | null {
  const isNamed =
    readRequestClass(headers) === 'compaction' ||
    readHeader(headers, 'x-claude-code-compaction') !== null ||
    readHeader(headers, 'x-openai-subagent') === 'compact';
  return isNamed ? MARK : (matchLastPrompt(request, PROMPT_BEGINNINGS) ?? matchSystem(request, SYSTEM_BEGINNINGS));
}
