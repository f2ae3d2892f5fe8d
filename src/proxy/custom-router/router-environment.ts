/** A word of a variable's name that speaks of a secret. */
const SECRET = /(^|_)(KEYS?|APIKEY|TOKENS?|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|AUTH)(_|$)/i;

/**
 * The environment of a user's router: the app's own, without the variables that hold providers' keys (`keyVariables`), those of
 * Switchyard itself, and those whose name speaks of a secret. A router that needs a secret of its own calls it `ROUTER_…`.
 */
export function makeRouterEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  keyVariables: readonly string[],
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || keyVariables.includes(name) || /^SWITCHYARD_/i.test(name)) continue;
    if (/^ROUTER_/i.test(name) || !SECRET.test(name)) passed[name] = value;
  }
  return passed;
}
