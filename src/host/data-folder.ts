import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/**
 * Where config, ledger and logs lie: `SWITCHYARD_HOME`, else the place that the system has for an app's data.
 * A relative SWITCHYARD_HOME counts from the working directory.
 */
export function findDataFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const { resolve, join, isAbsolute } = platform === 'win32' ? win32 : posix;
  if (environment.SWITCHYARD_HOME) return resolve(environment.SWITCHYARD_HOME);
  if (platform === 'win32') return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'Switchyard');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Switchyard');
  // The XDG specification has relative values ignored.
  const configured = environment.XDG_CONFIG_HOME ?? '';
  return join(isAbsolute(configured) ? configured : join(home, '.config'), 'Switchyard');
}
