import { blocksOf, isTextBlock, type CanonicalRequest } from '../canonical/request';

/** How a prompt of a client begins, and what it says about the request. */
export type Beginnings = readonly (readonly [beginning: string, mark: string])[];

/** The mark of the first system block that begins so. */
export function matchSystem({ system }: CanonicalRequest, beginnings: Beginnings): string | null {
  for (const { text } of system) {
    const mark = matchText(text, beginnings);
    if (mark !== null) return mark;
  }
  return null;
}

/** The mark of the first text in the user's last message that begins so, if nothing but system messages comes after it. */
export function matchLastPrompt({ messages }: CanonicalRequest, beginnings: Beginnings): string | null {
  const last = messages.findLast(({ role }) => role !== 'system');
  if (last?.role !== 'user') return null;
  for (const block of blocksOf(last.content)) {
    const mark = isTextBlock(block) ? matchText(block.text, beginnings) : null;
    if (mark !== null) return mark;
  }
  return null;
}

/** Spaces and line breaks before the text count for nothing. */
function matchText(text: string, beginnings: Beginnings): string | null {
  const start = /\S/.exec(text)?.index ?? 0;
  return beginnings.find(([beginning]) => text.startsWith(beginning, start))?.[1] ?? null;
}
