/**
 * Where keys and the client token are kept, by account. Every call rejects with an AppError: keychain-unavailable when
 * there is no keychain to ask, keychain-timeout when it does not answer in time. No error ever holds a secret.
 */
export interface SecretStore {
  /** The secret, or null when the account has none. */
  get(account: string): Promise<string | null>;
  /** Stores a secret, which must not be empty, over the one before. */
  set(account: string, secret: string): Promise<void>;
  /** Forgets a secret; no error when there was none. */
  delete(account: string): Promise<void>;
  /** True while a call hangs beyond its limit: the process then cannot end itself but by SIGKILL. */
  hasStuckCall(): boolean;
}
