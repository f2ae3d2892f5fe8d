import { findDataFolder, importClassicConfig } from '../../host';
import { formatImportReport } from '../format-import-report';

export interface ImportCommandOptions {
  /** The file; Claude Code Router's own place where none is given. */
  path: string | undefined;
  dryRun: boolean;
  environment: Readonly<Record<string, string | undefined>>;
}

/** Imports a config of Claude Code Router and prints the report. Resolves with the exit code: 1 when nothing could be imported. */
export async function importConfig({ path, dryRun, environment }: ImportCommandOptions): Promise<number> {
  try {
    const dataFolder = findDataFolder(environment);
    const result = await importClassicConfig({ path, dryRun, dataFolder, environment });
    process.stdout.write(formatImportReport(result, dryRun));
    if (result.keychainProblem !== null) process.stderr.write(`switchyard: ${result.keychainProblem}\n`);
    // A call that hangs outlives exit(): nothing but SIGKILL ends the process then.
    if (result.hasStuckKeychainCall) process.kill(process.pid, 'SIGKILL');
    return 0;
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    process.stderr.write(`switchyard: ${message}${hint ? ` ${hint}` : ''}\n`);
    return 1;
  }
}
