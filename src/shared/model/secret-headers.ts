/** Parts of a header's name by which what it holds is taken for a secret. */
const SECRET_NAME = /authorization|cookie|(?:^|-)(?:api-?key|key|token|secret|password|credentials?)(?:-|$)/i;

/** True for a header that holds a key, a token or a cookie: it is never compared, kept or shown. `name` in any case. */
export function isSecretHeader(name: string): boolean {
  return SECRET_NAME.test(name);
}
