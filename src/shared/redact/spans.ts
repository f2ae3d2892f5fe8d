/** A stretch of a text, in UTF-16 units, that is not to be kept. */
export interface Span {
  from: number;
  to: number;
  /** What stands in its place. Empty where it goes on with what an earlier span began, which stands for both. */
  label: string;
  /** False for what is only left out to save room. */
  secret: boolean;
}

/** In their order and without overlap: of those that overlap one is made, which says what the first of them says. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    if (last === undefined || span.from >= last.to) {
      merged.push({ ...span });
      continue;
    }
    last.to = Math.max(last.to, span.to);
    if (last.label === '' || (span.secret && !last.secret)) last.label = span.label;
    last.secret ||= span.secret;
  }
  return merged;
}

export interface Redacted {
  text: string;
  /** Secrets that were taken out. */
  count: number;
}

/** The text from `start` to `end` with labels in the place of spans; one that lies across an end is replaced all the same. */
export function applySpans(text: string, merged: readonly Span[], start = 0, end = text.length): Redacted {
  const parts: string[] = [];
  let at = start;
  let count = 0;
  for (const { from, to, label, secret } of merged) {
    if (to <= start || from >= end) continue;
    if (from > at) parts.push(text.slice(at, from));
    parts.push(label);
    if (secret && label !== '') count += 1;
    at = Math.min(to, end);
  }
  parts.push(text.slice(at, end));
  return { text: parts.join(''), count };
}
