import { blocksOf, isTextBlock, type CanonicalMessage } from '../canonical/request';

/** Opens a note of the client's in a text of the user's. */
export const REMINDER_TAG = '<system-reminder>';

/** The client's own notes stand in system messages, or with older models in tagged texts of the user's. */
export interface MessageTexts {
  /** What the client says to the model. */
  reminders: readonly string[];
  /** What the user says. */
  words: readonly string[];
}

const NOTHING: MessageTexts = { reminders: [], words: [] };

/** Results of tools are neither. */
export function readReminders({ role, content }: CanonicalMessage): MessageTexts {
  // Most messages of a long turn are calls of tools and their results.
  if (role === 'assistant') return NOTHING;
  const texts = blocksOf(content).filter(isTextBlock);
  if (texts.length === 0) return NOTHING;
  const isReminder = (text: string) => role === 'system' || text.startsWith(REMINDER_TAG);
  const all = texts.map(({ text }) => text);
  return { reminders: all.filter(isReminder), words: all.filter((text) => !isReminder(text)) };
}

const LOOKED_AT = 20_000;

/** A long text without its middle: clients put what is new at an end, and nobody types as much. */
export function edgesOf(text: string): string {
  return text.length <= 2 * LOOKED_AT ? text : `${text.slice(0, LOOKED_AT)}\n${text.slice(-LOOKED_AT)}`;
}
