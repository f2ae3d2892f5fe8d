/** The front door of the secrets: the system's keychain, each call with a time limit. */
export { createKeychain } from './keychain';
export type { SecretStore } from './secret-store';
