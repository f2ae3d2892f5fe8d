import { AppError } from '../../shared/errors';

const HINT = 'Use an environment variable for the key instead: choose "Environment variable" as its source.';

interface KnownCause {
  sign: RegExp;
  sentence: string;
  hint: string;
}

// The wording is libsecret's, GLib's and keytar's own, as seen on Debian 12.
const CAUSES: KnownCause[] = [
  {
    sign: /native addon|ERR_DLOPEN_FAILED|libsecret-1\.so/i,
    sentence: 'The keychain cannot be reached: its library (libsecret) is not installed.',
    hint: `Install it (on Debian and Ubuntu: libsecret-1-0) and start Switchyard again. ${HINT}`,
  },
  {
    sign: /org\.freedesktop\.secrets|ServiceUnknown/i,
    sentence: 'This session has no Secret Service, so there is no keychain to keep keys in.',
    hint: `Install and start one (gnome-keyring, KWallet or KeePassXC). ${HINT}`,
  },
  {
    sign: /disabled:|address is empty|could not connect|cannot autolaunch|connection (is )?closed|connection refused/i,
    sentence: 'The keychain cannot be reached: there is no D-Bus session here.',
    hint: `Start Switchyard inside a desktop session. ${HINT}`,
  },
  {
    sign: /locked|dismissed|prompt|no such (collection|object path)|object does not exist/i,
    sentence: 'The keychain is locked.',
    hint: `Unlock the login keyring, then try again. ${HINT}`,
  },
];

/** The AppError for something that keytar threw; `secret` is taken out of the text of causes that are not known. */
export function describeKeychainError(error: unknown, secret?: string): AppError {
  const text = error instanceof Error ? error.message : String(error);
  const cause = CAUSES.find(({ sign }) => sign.test(text));
  if (cause) return new AppError('keychain-unavailable', cause.sentence, cause.hint);
  const detail = secret ? text.replaceAll(secret, '…') : text;
  return new AppError('keychain-unavailable', `The keychain refused the call: ${detail}.`, HINT);
}

/** The AppError for a call that had no answer in time, or was not made because an earlier one still hangs. */
export function describeKeychainTimeout(limitMs: number, earlierCall: boolean): AppError {
  const sentence = earlierCall
    ? 'The keychain still has not answered an earlier call.'
    : `The keychain did not answer within ${limitMs / 1000} s.`;
  const hint = `It may be locked or waiting for a password: unlock the login keyring, then try again. ${HINT}`;
  return new AppError('keychain-timeout', sentence, hint);
}
