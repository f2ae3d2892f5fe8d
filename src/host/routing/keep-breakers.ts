import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BreakerState } from '../../proxy';
import { writeAtomically } from '../config/write-atomically';

const States = z.array(
  z.object({
    target: z.string(),
    failures: z.array(z.number()),
    openUntil: z.number(),
    openings: z.number(),
    limited: z.boolean(),
  }),
) satisfies z.ZodType<BreakerState[]>;

/** Changes that come together are written together. */
const WRITE_AFTER_MS = 500;

/** The file in which the breakers outlive the proxy: a start must not run into what failed a moment ago. */
export interface KeptBreakers {
  /** As they were written last; none when there is no file, or one that cannot be read. */
  read(): BreakerState[];
  /** Written within half a second. */
  changed(states: BreakerState[]): void;
  /** Writes at once what waits. Never rejects: what is lost is learned again. */
  flush(): Promise<void>;
}

export function keepBreakers(path: string): KeptBreakers {
  let due: BreakerState[] | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const states = due;
    due = null;
    if (states !== null) {
      writing = writing.then(() => writeAtomically(path, JSON.stringify(states))).catch(() => undefined);
    }
    return writing;
  }

  return {
    read() {
      try {
        return States.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return [];
      }
    },
    changed(states) {
      due = states;
      timer ??= setTimeout(() => void write(), WRITE_AFTER_MS).unref();
    },
    flush: write,
  };
}
