import { describeKeychainError, describeKeychainTimeout } from './describe-keychain-error';
import type { SecretStore } from './secret-store';

const SERVICE = 'Switchyard';

type Keytar = typeof import('keytar');

export interface KeychainOptions {
  /** How long one call may take, in milliseconds. */
  limitMs?: number;
}

/**
 * The system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.
 *
 * A call into it can hang for ever (a password prompt that nobody sees) and then holds one of the process's few I/O
 * threads. So there is one call at a time, and while one hangs the others fail at once.
 */
export function createKeychain({ limitMs = 5000 }: KeychainOptions = {}): SecretStore {
  let stuckCalls = 0;
  let queue: Promise<unknown> = Promise.resolve();

  function call<T>(ask: (keytar: Keytar) => Promise<T>, secret?: string): Promise<T> {
    const run = queue.then(async () => {
      if (stuckCalls > 0) throw describeKeychainTimeout(limitMs, true);
      const answer = loadKeytar().then(ask);
      return await answerInTime(answer, secret);
    });
    queue = run.catch(() => undefined);
    return run;
  }

  function answerInTime<T>(answer: Promise<T>, secret: string | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        stuckCalls += 1;
        reject(describeKeychainTimeout(limitMs, false));
      }, limitMs);
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        // It came back after all, for instance because the user has unlocked the keyring.
        if (late) stuckCalls -= 1;
        else finish();
      };
      answer.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(describeKeychainError(error, secret))),
      );
    });
  }

  return {
    get: (account) => call((keytar) => keytar.getPassword(SERVICE, account)),
    set: (account, secret) => call((keytar) => keytar.setPassword(SERVICE, account, secret), secret),
    delete: async (account) => {
      await call((keytar) => keytar.deletePassword(SERVICE, account));
    },
    hasStuckCall: () => stuckCalls > 0,
  };
}

/** Loaded at the first call: without libsecret the import itself throws. */
async function loadKeytar(): Promise<Keytar> {
  const module = (await import('keytar')) as Keytar & { default?: Keytar };
  return module.default ?? module;
}
