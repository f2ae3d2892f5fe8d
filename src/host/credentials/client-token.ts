import { randomBytes } from 'node:crypto';
import type { SecretStore } from '../secrets';

const ACCOUNT = 'client-token';

export interface ClientToken {
  value: string;
  /** environment: SWITCHYARD_TOKEN; run: no keychain could keep it, so the next start makes another. */
  source: 'environment' | 'keychain' | 'run';
}

/** The token that clients must send: SWITCHYARD_TOKEN, else the one in the keychain, which is made at the first start. Never rejects. */
export async function readClientToken(fromEnvironment: string | undefined, secrets: SecretStore): Promise<ClientToken> {
  const given = fromEnvironment?.trim();
  if (given) return { value: given, source: 'environment' };
  const fresh = `sy-${randomBytes(24).toString('base64url')}`;
  try {
    const kept = await secrets.get(ACCOUNT);
    if (kept) return { value: kept, source: 'keychain' };
    await secrets.set(ACCOUNT, fresh);
    return { value: fresh, source: 'keychain' };
  } catch {
    return { value: fresh, source: 'run' };
  }
}

/** The token as it may be shown: `sy-…4f2a`. */
export function maskToken(token: string): string {
  return `${token.startsWith('sy-') ? 'sy-' : ''}…${lastFour(token) ?? ''}`;
}

/** The end of a secret, for people to tell secrets apart; null when it is too short to spare it. */
export function lastFour(secret: string): string | null {
  return secret.length >= 12 ? secret.slice(-4) : null;
}
