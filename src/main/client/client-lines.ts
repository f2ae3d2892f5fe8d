/** The two lines that point Claude Code at Switchyard, for the user's shell: PowerShell on Windows, a POSIX shell elsewhere. */
export function buildClientLines(connection: { address: string; token: string | null }, platform: NodeJS.Platform): string {
  // The client wants a token even when Switchyard asks for none.
  const variables = { ANTHROPIC_BASE_URL: connection.address, ANTHROPIC_AUTH_TOKEN: connection.token ?? 'none' };
  return Object.entries(variables)
    .map(([name, value]) => (platform === 'win32' ? `$env:${name} = "${value}"` : `export ${name}=${value}`))
    .join('\n');
}
