import type { CanonicalMessage, Reasoning } from '../canonical/request';
import { findLatestTurn } from './find-latest-turn';
import { findPlanMode } from './find-plan-mode';
import { formatTokens } from './format-tokens';
import { isOlderClient } from './is-older-client';
import type { MarkedRequest } from './marked-request';
import { edgesOf, readReminders } from './read-reminders';

/** What Claude Code gives models that count their thinking, unasked (docs/sources.md, Claude Code). In tokens. */
const USUAL_BUDGET = 31_999;

const KEYWORD = /\bultrathink\b/i;
const KEYWORD_NOTE = 'The user included the keyword "ultrathink"';

/**
 * The user wants more thought than usual. That thinking is on says nothing: it is on in nearly every request. What the effort says
 * depends on the route's own level, and is found in classify.
 */
export function findThinkMark(marked: MarkedRequest): string | null {
  const { request } = marked;
  const turn = findLatestTurn(request.messages);
  if (findPlanMode(turn)) return 'It is in plan mode';
  if (hasKeyword(turn)) return 'Its prompt has the keyword ultrathink';
  const { reasoning } = request;
  return findBudget(reasoning) ?? (isOlderClient(marked) === true ? findWish(reasoning) : null);
}

/** The client's note, or the word itself in what the user typed: then the client acts on it too. */
function hasKeyword(turn: CanonicalMessage[]): boolean {
  return turn.some((message) => {
    const { reminders, words } = readReminders(message);
    return reminders.some((text) => edgesOf(text).includes(KEYWORD_NOTE)) || words.some((text) => KEYWORD.test(edgesOf(text)));
  });
}

function findBudget(reasoning: Reasoning | null): string | null {
  const budget = reasoning?.budgetTokens ?? null;
  return budget !== null && budget > USUAL_BUDGET ? `It asks for ${formatTokens(budget)} tokens of thinking` : null;
}

/** A client from before adaptive thinking switches it on only where the user asks for it. */
function findWish(reasoning: Reasoning | null): string | null {
  return reasoning?.mode === 'on' ? 'It switches thinking on, as its client does only when asked to' : null;
}
