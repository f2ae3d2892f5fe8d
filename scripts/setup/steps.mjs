import { endWithNpm } from './end-with-npm.mjs';
import { SetupError } from './setup-error.mjs';

const nameWidth = 18;
const line = (name, text) => `  ${name.padEnd(nameWidth)} ${text}`;

/** Milliseconds as seconds with one digit, for example `41.2 s`. */
export function formatSeconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Runs one step and prints one line for it: its name, what it did and how long that took.
 * `work` gets `doing(text)`, which tells a person at a terminal what is under way, and resolves to a short
 * text that says what was done. Resolves to nothing; rejects with what `work` threw, after saying that it failed.
 */
export async function runStep(name, work) {
  const startedAt = performance.now();
  const live = process.stdout.isTTY === true;
  const doing = (text) => live && process.stdout.write(`\r\x1b[K${line(name, `${text} ...`)}`);
  const finish = (text) => {
    if (live) process.stdout.write('\r\x1b[K');
    console.log(line(name, `${text}, ${formatSeconds(performance.now() - startedAt)}`));
  };
  try {
    finish(await work(doing));
  } catch (error) {
    finish('failed');
    throw error;
  }
}

/** Prints what went wrong and what to do; for faults that are not a SetupError the stack too, since they are ours. */
export function reportFailure(error) {
  if (!(error instanceof SetupError)) return console.error(error);
  console.error(`\n${error.message}`);
  if (error.hint) console.error(error.hint);
}

/** Runs an entry script: the number it resolves to, if any, becomes the exit code; a failure is printed and becomes exit code 1. */
export async function runEntry(main) {
  endWithNpm();
  try {
    const code = await main();
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
