import { pathToFileURL } from 'node:url';
import { cliScript, prepareHeadless } from './prepare.mjs';

/**
 * Sets up what is missing, then turns this process into `switchyard serve`: its signal handling and its exit code are
 * then this process's own. `args` go to it.
 */
export async function runHeadless(args) {
  await prepareHeadless();
  process.argv = [process.execPath, cliScript, 'serve', ...args];
  await import(pathToFileURL(cliScript).href);
}
