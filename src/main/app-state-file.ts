import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() });
export type Bounds = z.infer<typeof Bounds>;

/** What the window remembers between starts. None of it matters enough to stop a start: a broken part reads as its default. */
const RememberedState = z.object({
  /** The first steps were done or skipped. */
  firstRunDone: z.boolean().catch(false),
  /** It was said that closing the window leaves routing on. */
  closingSaid: z.boolean().catch(false),
  /** Of the window when not maximised, in screen pixels; null before it was first closed. */
  windowBounds: Bounds.nullable().catch(null),
  windowMaximised: z.boolean().catch(false),
});
export type RememberedState = z.infer<typeof RememberedState>;

export interface AppStateFile {
  read(): RememberedState;
  /** Changes the named parts and writes the file. A file that can't be written costs the memory only, so it's no error. */
  update(change: Partial<RememberedState>): void;
}

/** Opens `state.json` in the data folder; a missing or broken file is a fresh start. */
export function openAppStateFile(dataFolder: string): AppStateFile {
  const file = path.join(dataFolder, 'state.json');
  let state = RememberedState.parse(readJsonObject(file));
  return {
    read: () => state,
    update(change) {
      state = { ...state, ...change };
      try {
        mkdirSync(dataFolder, { recursive: true });
        writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
        renameSync(`${file}.new`, file);
      } catch (error) {
        console.error(`state.json could not be written: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

function readJsonObject(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
