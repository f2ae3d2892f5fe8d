import type { LogName } from '../shared/model/log-page';

export interface LogWords {
  name: LogName;
  /** How many of the newest lines. */
  count: number;
  follow: boolean;
}

const DEFAULT_COUNT = 50;

/** Reads what follows `logs` on the command line; null where it is not understood. */
export function readLogWords(words: readonly string[]): LogWords | null {
  const read: LogWords = { name: 'server', count: DEFAULT_COUNT, follow: false };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === 'server' || word === 'app') read.name = word;
    else if (word === '--follow' || word === '-f') read.follow = true;
    else if (word === '-n' && /^\d{1,7}$/.test(rest[0] ?? '')) read.count = Number(rest.shift());
    else return null;
  }
  return read;
}
