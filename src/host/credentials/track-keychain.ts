import { toAppErrorData, type AppErrorData } from '../../shared/errors';
import type { SecretStore } from '../secrets';

export interface TrackedKeychain extends SecretStore {
  /** What the last call ran into; null when it went well or there was none. */
  problem(): AppErrorData | null;
}

/** Remembers whether the keychain could be used, for the screens. */
export function trackKeychain(secrets: SecretStore): TrackedKeychain {
  let problem: AppErrorData | null = null;

  async function track<T>(call: Promise<T>): Promise<T> {
    try {
      const result = await call;
      problem = null;
      return result;
    } catch (error) {
      problem = toAppErrorData(error);
      throw error;
    }
  }

  return {
    get: (account) => track(secrets.get(account)),
    set: (account, value) => track(secrets.set(account, value)),
    delete: (account) => track(secrets.delete(account)),
    hasStuckCall: () => secrets.hasStuckCall(),
    problem: () => problem,
  };
}
