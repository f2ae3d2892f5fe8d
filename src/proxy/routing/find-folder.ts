import { blocksOf, isTextBlock, type CanonicalMessage } from '../canonical/request';
import { copyText } from './copy-text';
import type { MarkedRequest } from './marked-request';
import { REMINDER_TAG } from './read-reminders';

/** Opens the message in which Codex says where it works. */
export const CODEX_CONTEXT = '<environment_context>';

/** Clients name the folder when a conversation begins. */
const MESSAGES_SEARCHED = 8;

/** Of all texts that hold one, so that the others cost one look. */
const HINT = 'orking directory: ';

/** How Claude Code writes it, today and before, each at the beginning of a line (docs/sources.md, Marks of requests). */
const CLAUDE_FORMS: readonly RegExp[] = [
  /^# Environment\n(?:You have been invoked in the following environment: ?\n)? - Primary working directory: ([^\n]+)/m,
  /^<env>\n[ \t]*Working directory: ([^\n]+)/m,
];

/** With older models its note is a text of the user's; only one that begins with it counts, since others quote what users wrote. */
const CLAUDE_REMINDER = `${REMINDER_TAG}\n# Environment\n`;

const CODEX_FORM = /<cwd>([^<\n]+)<\/cwd>/;

/** Paths are shorter; in characters. */
const LONGEST_PATH = 4_096;

/** The folder that the client works in, as its prompt or its notes name it; null where they do not. What a user quotes does not count. */
export function findFolder({ request: { system, messages } }: Pick<MarkedRequest, 'request'>): string | null {
  for (const { text } of system) {
    const folder = readClaudeForm(text);
    if (folder !== null) return folder;
  }
  const first = messages.slice(0, MESSAGES_SEARCHED);
  return findIn(first, readClaudeNote) ?? findIn(first, readCodexContext);
}

type Role = CanonicalMessage['role'];

function findIn(messages: CanonicalMessage[], read: (text: string, role: Role) => string | null): string | null {
  for (const { role, content } of messages) {
    if (role === 'assistant') continue;
    for (const block of blocksOf(content)) {
      const folder = isTextBlock(block) ? read(block.text, role) : null;
      if (folder !== null) return folder;
    }
  }
  return null;
}

function readClaudeNote(text: string, role: Role): string | null {
  return role === 'system' || text.startsWith(CLAUDE_REMINDER) ? readClaudeForm(text) : null;
}

function readClaudeForm(text: string): string | null {
  if (!text.includes(HINT)) return null;
  for (const form of CLAUDE_FORMS) {
    const match = form.exec(text);
    if (match !== null) return toFolder(match[1]);
  }
  return null;
}

function readCodexContext(text: string, role: Role): string | null {
  return role === 'user' && text.startsWith(CODEX_CONTEXT) ? toFolder(CODEX_FORM.exec(text)?.[1]) : null;
}

function toFolder(path: string | undefined): string | null {
  const plain = path?.trim() ?? '';
  return plain === '' || plain.length > LONGEST_PATH ? null : copyText(plain);
}
