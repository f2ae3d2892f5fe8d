import { findDataFolder, findLogFolder, followLog, readLog, toLogFault } from '../../host';
import type { LogName } from '../../shared/model/log-page';
import { makePrintable } from '../make-printable';

export interface LogsCommandOptions {
  name: LogName;
  /** How many of the newest lines. */
  count: number;
  /** Goes on until it is interrupted or nobody reads any more. */
  follow: boolean;
  environment: Readonly<Record<string, string | undefined>>;
}

const LOOK_MS = 250;

/** Prints the end of a log. It reads the files alone, so Switchyard may run or not. Resolves with the exit code: 1 when it cannot be read. */
export async function showLog({ name, count, follow, environment }: LogsCommandOptions): Promise<number> {
  const folder = findLogFolder(findDataFolder(environment));
  try {
    const log = followLog(folder, name, Date.now);
    if (log.begin === null) process.stderr.write(`switchyard: ${folder} has no lines of the ${name} log yet.\n`);
    else print(readNewest(folder, name, log.begin, count));
    if (follow) await repeatUntilEnd(() => print(log.readNew()));
    return 0;
  } catch (error) {
    const { message, hint } = toLogFault(folder, error);
    process.stderr.write(`switchyard: ${message} ${hint}\n`);
    return 1;
  }
}

/** The last `count` lines before a place, oldest first. */
function readNewest(folder: string, name: LogName, begin: string, count: number): string[] {
  const pages: string[][] = [];
  let missing = count;
  for (let before: string | null = begin; before !== null && missing > 0;) {
    const { page } = readLog(folder, { name, before, limit: missing }, Date.now());
    pages.push(page.lines.map(({ text }) => text));
    missing -= page.lines.length;
    ({ before } = page);
  }
  return pages.reverse().flat();
}

function print(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.map(makePrintable).join('\n')}\n`);
}

/** Rejects with what `look` throws. */
function repeatUntilEnd(look: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      try {
        look();
      } catch (error) {
        end(() => reject(error as Error));
      }
    }, LOOK_MS);
    const end = (settle: () => void) => {
      clearInterval(timer);
      settle();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(resolve));
    // Whoever read our output has left: `switchyard logs --follow | head`.
    process.stdout.once('error', () => end(resolve));
  });
}
