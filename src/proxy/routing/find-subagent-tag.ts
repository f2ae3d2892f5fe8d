import { blocksOf, isTextBlock, type CanonicalRequest } from '../canonical/request';

const OPENING = '<CCR-SUBAGENT-MODEL>';
const CLOSING = '</CCR-SUBAGENT-MODEL>';

/** A model's name is shorter; a tag that is not closed soon is somebody's text about tags. In characters. */
const LONGEST_NAME = 200;

/** Prompts of agents stand in the system prompt or at the beginning of their conversation. */
const MESSAGES_SEARCHED = 2;

/**
 * The target that an agent's prompt asks for, as it stands in the tag that Claude Code Router users know; null without one. In any
 * system block or the first two messages (musistudio/claude-code-router#1564).
 */
export function findSubagentTag({ system, messages }: Pick<CanonicalRequest, 'system' | 'messages'>): string | null {
  for (const { text } of system) {
    const name = readTag(text);
    if (name !== null) return name;
  }
  for (const { content } of messages.slice(0, MESSAGES_SEARCHED)) {
    for (const block of blocksOf(content)) {
      const name = isTextBlock(block) ? readTag(block.text) : null;
      if (name !== null) return name;
    }
  }
  return null;
}

function readTag(text: string): string | null {
  const opening = text.indexOf(OPENING);
  if (opening === -1) return null;
  const from = opening + OPENING.length;
  const to = text.indexOf(CLOSING, from);
  const name = to === -1 || to - from > LONGEST_NAME ? '' : text.slice(from, to).trim();
  return name === '' ? null : name;
}
