#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { serve } from './commands/serve';

const HELP = `Usage: switchyard <command>

Commands:
  serve       Route in the foreground, without a window, until Ctrl+C or SIGTERM.

Options:
  --help      Show this help.
  --version   Show the version.

Environment:
  SWITCHYARD_HOME    The data folder with config.json, ledger and logs.
  SWITCHYARD_TOKEN   The token that clients must send.
`;

/** Runs the command that was asked for; resolves with the exit code. 2: the command line was not understood. */
async function main(words: string[]): Promise<number> {
  const [word, ...rest] = words;
  if (words.includes('--help') || words.includes('-h')) return print(HELP);
  if (word === '--version' && rest.length === 0) return print(`${readVersion()}\n`);
  if (word === 'serve' && rest.length === 0) return serve({ version: readVersion(), environment: process.env });
  process.stderr.write(word === undefined ? HELP : `"${words.join(' ')}" is not known.\n\n${HELP}`);
  return 2;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** The script lies in out/main of the package. */
function readVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

process.exit(await main(process.argv.slice(2)));
