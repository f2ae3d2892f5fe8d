import type { BodyKind, ExchangeBodies, KeptBody } from '../../../shared/model/bodies';
import { formatBytes } from '../../format/format-bytes';

/** What can be said of a body in one line, e.g. `1.2 MB, 1.0 MB of it kept: the beginning and the end · 2 redacted · from memory, gone with the next start`. */
export function describeBody({ size, kept, redacted }: KeptBody, from: ExchangeBodies['from']): string {
  const parts = [
    kept < size ? `${formatBytes(size)}, ${formatBytes(kept)} of it kept: the beginning and the end` : formatBytes(size),
  ];
  if (redacted > 0) parts.push(`${redacted.toLocaleString('en')} redacted`);
  parts.push(from === 'memory' ? 'from memory, gone with the next start' : 'from the ledger');
  return parts.join(' · ');
}

/** Whose words a body is; `provider` is that of its attempt. */
export function nameBody(kind: BodyKind, provider: string): string {
  switch (kind) {
    case 'client-request':
      return 'What the client sent';
    case 'upstream-request':
      return `What ${provider} was sent`;
    case 'upstream-response':
      return `What ${provider} answered`;
    case 'client-response':
      return 'What the client got';
  }
}

/** A JSON text with a line for each of its parts; null for what is none. */
export function indentJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

/** A row of the view is a line, or a piece of one that is longer than this, in characters. */
const LONGEST_ROW = 600;

/** The text in rows that can be laid out one by one, however long its lines are. */
export function cutRows(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    if (line.length <= LONGEST_ROW) return [line];
    return Array.from({ length: Math.ceil(line.length / LONGEST_ROW) }, (_, row) =>
      line.slice(row * LONGEST_ROW, (row + 1) * LONGEST_ROW),
    );
  });
}
