/** What is in a header's name makes it one that holds a secret; rather one too many than one that is shown. */
const SECRET_NAME = /authorization|cookie|key|token|secret|password|credential/i;

/** True for a header that holds a key, a token or a cookie: it is never compared, kept or shown. `name` in any case. */
export function isSecretHeader(name: string): boolean {
  return SECRET_NAME.test(name);
}
