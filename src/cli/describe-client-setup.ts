import type { Host } from '../host';

/**
 * How to point Claude Code at Switchyard, in one line. The token stands in it only when it was made for this run, which
 * leaves no other place to get it from, and when a person reads along; never in a pipe or a log file.
 */
export function describeClientSetup(
  { address, token, tokenSource }: ReturnType<Host['clientConnection']>,
  onTerminal: boolean,
): string {
  const withToken = (value: string) =>
    `Point Claude Code at it: ANTHROPIC_BASE_URL=${address} ANTHROPIC_AUTH_TOKEN=${value} claude`;
  switch (tokenSource) {
    case 'environment':
      return withToken('"$SWITCHYARD_TOKEN"');
    case 'keychain':
      return `${withToken('TOKEN')} (TOKEN is in the keychain: service Switchyard, account client-token)`;
    default:
      return onTerminal && token !== null
        ? `${withToken(token)} (the token holds for this run; set SWITCHYARD_TOKEN to keep one)`
        : `${withToken('"$SWITCHYARD_TOKEN"')} (set SWITCHYARD_TOKEN here and there first: this run made a token of its own)`;
  }
}
