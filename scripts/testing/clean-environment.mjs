const foreign = /^(ANTHROPIC|CLAUDE|SWITCHYARD_)|^ELECTRON_RUN_AS_NODE$/;

/** A copy of the environment without what would let this machine's own clients, keys or Switchyard into the tests. */
export function cleanEnvironment(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}
