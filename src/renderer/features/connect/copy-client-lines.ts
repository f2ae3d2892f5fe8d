import { call } from '../../api/api';

/** Has the main process put the two lines, with the real token, on the clipboard. The page never holds the token. */
export function copyClientLines(): Promise<void> {
  return call('client.copy-lines');
}

/** Has the main process put the address on the clipboard. */
export function copyAddress(): Promise<void> {
  return call('client.copy-address');
}
