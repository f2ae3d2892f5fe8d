import { diagnoseConfigured, findDataFolder } from '../../host';
import { formatDiagnosis } from '../format-diagnosis';

export interface DiagnoseCommandOptions {
  providerId: string;
  environment: Readonly<Record<string, string | undefined>>;
}

/** Prints how far a call to a provider comes. Resolves with the exit code: 1 when a step failed or nothing could be tried. */
export async function diagnose({ providerId, environment }: DiagnoseCommandOptions): Promise<number> {
  try {
    const result = await diagnoseConfigured({ providerId, dataFolder: findDataFolder(environment), environment });
    process.stdout.write(formatDiagnosis(result.name, result.diagnosis));
    if (result.keyProblem !== null) process.stderr.write(`switchyard: ${result.keyProblem}\n`);
    // A call that hangs outlives exit(): nothing but SIGKILL ends the process then.
    if (result.hasStuckKeychainCall) process.kill(process.pid, 'SIGKILL');
    return result.diagnosis.ok ? 0 : 1;
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    process.stderr.write(`switchyard: ${message}${hint ? ` ${hint}` : ''}\n`);
    return 1;
  }
}
