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
/** Of these at the end of such a piece, the last space ends it. */
const WORD = 60;

/** The text in rows that can be laid out one by one, however long its lines are. */
export function cutRows(text: string): string[] {
  return text.split('\n').flatMap(cutLine);
}

function cutLine(line: string): string[] {
  const rows: string[] = [];
  let from = 0;
  while (line.length - from > LONGEST_ROW) {
    const space = line.lastIndexOf(' ', from + LONGEST_ROW - 1) + 1;
    const to = space > from + LONGEST_ROW - WORD ? space : from + LONGEST_ROW;
    rows.push(line.slice(from, to));
    from = to;
  }
  return [...rows, line.slice(from)];
}
