import { LAST_TEXT_LIMIT } from '../../shared/model/request-summary';
import { isTextBlock, type CanonicalRequest, type ContentBlock } from '../canonical/request';
import { copyText } from './copy-text';
import { CODEX_CONTEXT } from './find-folder';
import { REMINDER_TAG } from './read-reminders';

const REMINDER_END = '</system-reminder>';

/**
 * The user's last message in their own words, without the client's notes and the results of tools; '' where there is none. Of a long
 * one the beginning and the end, {@link LAST_TEXT_LIMIT} characters of each.
 */
export function findLastText({ messages }: Pick<CanonicalRequest, 'messages'>): string {
  for (let index = messages.length - 1; index >= 0; index--) {
    const { role, content } = messages[index]!;
    if (role !== 'user') continue;
    const words = typeof content === 'string' ? readWords(content) : readBlocks(content);
    if (words !== '') return words;
  }
  return '';
}

function readBlocks(blocks: readonly ContentBlock[]): string {
  let words = '';
  for (const block of blocks) {
    const text = isTextBlock(block) ? readWords(block.text) : '';
    if (text !== '') words = words === '' ? text : `${words}\n${text}`;
  }
  return words.length > 2 * LAST_TEXT_LIMIT ? copyText(cutMiddle(words)) : words;
}

/** The user's own part of a text; a copy, unless all of it is theirs and it is short. */
function readWords(text: string): string {
  const words = cutMiddle(withoutNotes(text));
  return words.length === text.length ? words : copyText(words);
}

function withoutNotes(text: string): string {
  if (text.startsWith(CODEX_CONTEXT)) return '';
  if (!text.includes(REMINDER_TAG)) return text.trim();
  let words = '';
  let from = 0;
  for (let opening = text.indexOf(REMINDER_TAG); opening >= 0; opening = text.indexOf(REMINDER_TAG, from)) {
    const closing = text.indexOf(REMINDER_END, opening);
    if (closing < 0) break;
    words += text.slice(from, opening);
    from = closing + REMINDER_END.length;
  }
  return (words + text.slice(from)).trim();
}

function cutMiddle(text: string): string {
  if (text.length <= 2 * LAST_TEXT_LIMIT) return text;
  return `${text.slice(0, LAST_TEXT_LIMIT - 1)}\n${text.slice(-LAST_TEXT_LIMIT)}`;
}
