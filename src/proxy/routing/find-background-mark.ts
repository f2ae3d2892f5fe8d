import { isOlderClient } from './is-older-client';
import type { MarkedRequest } from './marked-request';
import { matchLastPrompt, matchSystem, type Beginnings } from './prompt-beginnings';
import { readFirstPartyClass, readRequestClass } from './read-hints';

/** The first two are of Claude Code 2.1.330, the others of older ones (docs/sources.md, Marks of requests). */
const SYSTEM_BEGINNINGS: Beginnings = [
  ['You are naming a coding session', 'It is a session title'],
  ['Generate a short kebab-case name', 'It is a name for a session'],
  ['Generate a concise, sentence-case title', 'It is a session title'],
  ['Summarize this coding conversation in under 50 characters', 'It is a session title'],
  ['Please write a 5-10 word title', 'It is a session title'],
  ['Analyze if this message indicates a new conversation topic', 'It is a look for a new topic'],
  ['Extract any file paths that this command reads or modifies', 'It is a look for the files of a command'],
];

const PROMPT_BEGINNINGS: Beginnings = [
  ['Web page content:\n---', 'It is a summary of a fetched page'],
  ['[SUGGESTION MODE:', 'It is a guess at what the user may type next'],
  ['Please write a 5-10 word title', 'It is a session title'],
];

const FIRST_PARTY_CLASSES: readonly (string | null)[] = ['summary-extraction', 'background-task', 'followup-generation'];

/** Small work on the side, for which nobody waits. */
export function findBackgroundMark(marked: MarkedRequest): string | null {
  const { request, headers } = marked;
  return (
    matchSystem(request, SYSTEM_BEGINNINGS) ??
    matchLastPrompt(request, PROMPT_BEGINNINGS) ??
    (FIRST_PARTY_CLASSES.includes(readFirstPartyClass(headers)) ? 'Its client says that it is work on the side' : null) ??
    findSideRequest(marked) ??
    findQuotaProbe(marked) ??
    findSmallModel(marked)
  );
}

/**
 * A kind that we have no text of. Side questions of the user's have the tools of the conversation; safety checks are not
 * streamed, and must not get here should their text change.
 */
function findSideRequest({ request, headers }: MarkedRequest): string | null {
  const isOne = readRequestClass(headers) === 'auxiliary' && request.tools.length === 0 && request.stream;
  return isOne ? 'Its client says that it is auxiliary, and it has no tools' : null;
}

/** Older clients ask for one token at their start, to see whether there is quota left. */
function findQuotaProbe({ request }: MarkedRequest): string | null {
  const { messages, maxTokens } = request;
  return maxTokens === 1 && messages.length === 1 && messages[0]?.content === 'quota' ? 'It is a probe of the quota' : null;
}

/**
 * The classic mark. Today's client takes the session's own model for its small work; where it asks for Haiku with tools,
 * the user or an agent's file has chosen that.
 */
function findSmallModel(marked: MarkedRequest): string | null {
  const { model, tools } = marked.request;
  if (model === null || !/claude/i.test(model) || !/haiku/i.test(model)) return null;
  const isChosen = readRequestClass(marked.headers) === 'main' || (isOlderClient(marked) === false && tools.length > 0);
  return isChosen ? null : 'It asks for Claude Haiku, as clients do for small work';
}
