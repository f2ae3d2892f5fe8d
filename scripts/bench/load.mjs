import http from 'node:http';

/** What the upstream's words and the end of a Messages stream look like on the wire. */
const FIRST_WORDS = 'token word';
const END = 'message_stop';

/** The headers that Claude Code sends with a request, as far as a proxy may look at them. */
function makeHeaders(token, length) {
  return {
    'content-type': 'application/json',
    'content-length': length,
    accept: 'application/json',
    'user-agent': 'claude-cli/2.1.330 (external, cli)',
    'x-claude-code-session-id': '00000000-0000-4000-8000-000000000000',
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14',
    'x-app': 'cli',
    'x-api-key': token,
  };
}

/** Connections that are kept between requests, at most so many. */
export function createAgent(connections) {
  return new http.Agent({ keepAlive: true, maxSockets: connections });
}

/**
 * Sends one streamed Messages request. Resolves with the ms from the moment before it is sent to the first piece of text and
 * to the end; rejects unless the answer is a whole stream with text in it.
 */
export function sendRequest({ url, token }, body, agent) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    let firstAt = 0;
    let last = Buffer.alloc(0);
    const options = { method: 'POST', agent, headers: makeHeaders(token, body.length) };
    const request = http.request(`${url}/v1/messages`, options, (response) => {
      response.on('data', (bytes) => {
        if (firstAt === 0 && bytes.includes(FIRST_WORDS)) firstAt = performance.now();
        last = bytes.length >= 200 ? bytes : Buffer.concat([last.subarray(-200), bytes]);
      });
      response.on('error', reject);
      response.on('end', () => {
        const whole = response.statusCode === 200 && firstAt !== 0 && last.includes(END);
        if (whole) resolve({ firstTokenMs: firstAt - startedAt, totalMs: performance.now() - startedAt });
        else reject(new Error(`${url} gave no whole answer (status ${response.statusCode}): ${last.subarray(-200)}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * Sends `count` requests over `connections` connections, each one's next when its last has ended; `nextBody` makes them.
 * Resolves with every request's times, the wall time in ms, and the failures.
 */
export async function runLoad({ lane, nextBody, connections, count }) {
  const agent = createAgent(connections);
  const times = [];
  const errors = [];
  let left = count;
  const startedAt = performance.now();
  const work = async () => {
    while (left > 0) {
      left -= 1;
      try {
        times.push(await sendRequest(lane, nextBody(), agent));
      } catch (error) {
        errors.push(error.message);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return { times, errors, wallMs: performance.now() - startedAt };
}
