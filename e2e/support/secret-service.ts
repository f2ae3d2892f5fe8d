import { execFileSync, spawnSync } from 'node:child_process';

/** The secret that the Secret Service itself holds for an account of Switchyard; null when there is none. */
export function readSecret(account: string): string | null {
  const found = spawnSync('secret-tool', ['lookup', 'service', 'Switchyard', 'account', account], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout : null;
}

/** The accounts under which Switchyard keeps something there. */
export function listAccounts(): string[] {
  const found = spawnSync('secret-tool', ['search', '--all', 'service', 'Switchyard'], { encoding: 'utf8' });
  return [...`${found.stdout}${found.stderr}`.matchAll(/^attribute\.account = (.*)$/gm)].map((match) => match[1] ?? '');
}

/** Takes away everything that Switchyard keeps there. */
export function clearSecrets(): void {
  if (listAccounts().length > 0) execFileSync('secret-tool', ['clear', 'service', 'Switchyard']);
}

/** Makes the Secret Service hang, as one does that waits for a password; the function returned wakes it again. */
export function freezeSecretService(): () => void {
  const pid = Number(process.env['STORY_KEYCHAIN_PID']);
  process.kill(pid, 'SIGSTOP');
  return () => process.kill(pid, 'SIGCONT');
}
