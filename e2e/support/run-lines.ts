import { execFile } from 'node:child_process';

/** Pastes the two copied lines into a shell and sends a Messages request with what they set; resolves with the HTTP status. */
export function runLines(lines: string, text: string): Promise<number> {
  const body = JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 200, messages: [{ role: 'user', content: text }] });
  const client = `
    fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', authorization: 'Bearer ' + process.env.ANTHROPIC_AUTH_TOKEN },
      body: process.argv[1],
    }).then(async (reply) => { await reply.text(); process.stdout.write(String(reply.status)); });`;
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', `${lines}\nexec "$0" -e "$1" "$2"`, process.execPath, client, body], (error, stdout) => {
      if (error) reject(error);
      else resolve(Number(stdout));
    });
  });
}
