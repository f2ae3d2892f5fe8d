import type { LogLine, LogName } from '../../../shared/model/log-page';

/** A line as the reader shows it: what happened, and the figures and names that belong to it. */
export interface DescribedLine {
  head: string;
  fields: { name: string; value: string; failed: boolean }[];
}

/** A line that does not have the form of its log is shown as it stands. */
export function describeLine(name: LogName, { text }: Pick<LogLine, 'text'>): DescribedLine {
  return (name === 'server' ? describeServerLine(text) : describeAppLine(text)) ?? { head: text, fields: [] };
}

function describeServerLine(text: string): DescribedLine | null {
  const pairs = /^\[[^\]]+\] ((?:\w+=\S+ ?)+)$/.exec(text)?.[1];
  if (pairs === undefined) return null;
  const fields = pairs
    .trim()
    .split(' ')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return toField(pair.slice(0, equals), pair.slice(equals + 1));
    });
  return { head: '', fields };
}

/** What says most comes first, and what only a search needs comes last. */
const RANKS: Readonly<Record<string, number>> = { error: 0, reason: 1, id: 3 };
const rankOf = (name: string) => RANKS[name] ?? 2;

/** JSON; what is null is left out. */
function describeAppLine(text: string): DescribedLine | null {
  const entry = parseObject(text);
  if (entry === null) return null;
  const { level: _level, time: _time, msg, ...rest } = entry;
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== null)
    .sort(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([field, value]) => toField(field, typeof value === 'string' ? value : JSON.stringify(value)));
  return { head: typeof msg === 'string' ? msg : '', fields };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function toField(name: string, value: string): DescribedLine['fields'][number] {
  const failed = name === 'error' || (name === 'status' && Number(value) >= 400);
  return { name, value, failed };
}
