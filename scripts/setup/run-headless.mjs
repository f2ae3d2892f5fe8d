import { pathToFileURL } from 'node:url';
import { cliScript, prepareHeadless } from './prepare.mjs';

/**
 * Sets up what is missing, then turns this process into the command `switchyard` with these words: its signal handling and
 * its exit code are then this process's own.
 */
export async function runHeadless(words) {
  await prepareHeadless();
  process.argv = [process.execPath, cliScript, ...words];
  await import(pathToFileURL(cliScript).href);
}
