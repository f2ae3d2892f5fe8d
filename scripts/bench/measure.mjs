import { readFileSync } from 'node:fs';
import http from 'node:http';

/** A Messages request of about `kilobytes`, as a conversation of text. */
export function makeBody(kilobytes, model) {
  const text = 'export function handle(request: Request) { return compute(request.body); } // a line of code\n'.repeat(20);
  const messages = [];
  for (let size = 0; size < kilobytes * 1024; size += text.length) {
    messages.push({ role: messages.length % 2 ? 'assistant' : 'user', content: [{ type: 'text', text }] });
  }
  if (messages.length % 2 === 0) messages.pop();
  return Buffer.from(JSON.stringify({ model, max_tokens: 1024, stream: true, messages }));
}

/** Sends one request; resolves with the milliseconds to the first piece of text. */
function sendOne(url, body, token, agent) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    let firstAt = 0;
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-api-key': token,
      'anthropic-version': '2023-06-01',
    };
    const request = http.request(`${url}/v1/messages`, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode} from ${url}`));
      response.on('data', (bytes) => {
        if (firstAt === 0 && bytes.includes('token word')) firstAt = performance.now();
      });
      response.on('end', () => (firstAt ? resolve(firstAt - startedAt) : reject(new Error(`no text came from ${url}`))));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * Runs `count` requests one after the other, after a warm-up, and resolves with the first-token percentiles (ms), the CPU
 * time a request (ms) and the memory (MB) of process `pid` (Linux only; null elsewhere or without a pid).
 */
export async function measure({ url, body, token, count, pid }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let index = 0; index < 20; index += 1) await sendOne(url, body, token, agent);
  const cpuBefore = readCpu(pid);
  const times = [];
  for (let index = 0; index < count; index += 1) times.push(await sendOne(url, body, token, agent));
  const cpuAfter = readCpu(pid);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return {
    p50: at(0.5),
    p99: at(0.99),
    cpu: cpuBefore === null ? null : (cpuAfter - cpuBefore) / count,
    memory: readMemory(pid),
  };
}

/** CPU time used so far, in ms: the kernel counts in hundredths of a second. */
function readCpu(pid) {
  if (!pid || process.platform !== 'linux') return null;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function readMemory(pid) {
  if (!pid || process.platform !== 'linux') return null;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
