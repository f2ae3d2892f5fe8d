#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { diagnose } from './commands/diagnose';
import { exportRequests } from './commands/export';
import { importConfig } from './commands/import';
import { showLog } from './commands/logs';
import { serve } from './commands/serve';
import { readExportWords } from './read-export-words';
import { readLogWords } from './read-log-words';

const HELP = `Usage: switchyard <command>

Commands:
  serve       Route in the foreground, without a window, until Ctrl+C or SIGTERM.
  diagnose <provider>
              Go the way to a provider of config.json step by step (name, connection, certificate, answer, key,
              models), and say where it ends and what to do. Costs nothing; ends with 1 when a step fails.
  import [path] [--dry-run]
              Add what a config.json of Claude Code Router 1 or 2, or a data export of 3, holds to this config, and
              say what became of each part. Without a path: ~/.claude-code-router/config.json. With --dry-run nothing is written.
  logs [server|app] [-n <lines>] [--follow]
              Print the newest lines of a log, 50 where no number is given: server has one line a request, app the
              routing decisions and what befell Switchyard itself. With --follow it goes on with what is written.
  export --format csv|json|har --out <file> [--force] [--bodies] [filter]
              Write the requests of the ledger to a file, beside a Switchyard that may run. A filter is any of
              --from and --to (a day, or a time with its zone), --route, --scenario, --provider, --model <provider/model>,
              --client, --session, --project, --key, --status and --outcome, each but the first two also more than once, and
              --text with words that the kept bodies hold.
              With --bodies, JSON and HAR hold the kept bodies too. With --force a file of that name is replaced.

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
  const [providerId] = rest;
  if (word === 'diagnose' && providerId !== undefined && rest.length === 1)
    return diagnose({ providerId, environment: process.env });
  const toImport = word === 'import' ? readImportWords(rest) : null;
  if (toImport) return importConfig({ ...toImport, environment: process.env });
  const toShow = word === 'logs' ? readLogWords(rest) : null;
  if (toShow) return showLog({ ...toShow, environment: process.env });
  const toExport = word === 'export' ? readExportWords(rest) : null;
  if (typeof toExport === 'string') return refuseWords(toExport);
  if (toExport) return exportRequests({ ...toExport, version: readVersion(), environment: process.env });
  process.stderr.write(word === undefined ? HELP : `"${words.join(' ')}" is not known.\n\n${HELP}`);
  return 2;
}

/** Null where the words are not understood. */
function readImportWords(words: string[]): { path: string | undefined; dryRun: boolean } | null {
  const [path, ...others] = words.filter((word) => word !== '--dry-run');
  if (others.length > 0 || path?.startsWith('-')) return null;
  return { path, dryRun: words.includes('--dry-run') };
}

/** The command is known, but not what follows it. */
function refuseWords(why: string): number {
  process.stderr.write(`switchyard: ${why} See switchyard --help.\n`);
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
