// Asks GET /health of a proxy again and again and measures how long each answer takes: what a proxy's main thread is busy with
// delays it. Run as a process of its own, so that the benchmark's work does not: node probe.mjs URL MILLISECONDS. Prints p50 and
// p99 in ms, and how often it asked, as JSON.
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from './statistics.mjs';

const PAUSE_MS = 5;
const [url, duration] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function askOnce() {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const request = http.get(`${url}/health`, { agent }, (response) => {
      response.resume().once('end', () => resolve(performance.now() - startedAt));
    });
    request.on('error', reject);
  });
}

const times = [];
const endAt = performance.now() + Number(duration);
while (performance.now() < endAt) {
  times.push(await askOnce());
  await wait(PAUSE_MS);
}
agent.destroy();
console.log(JSON.stringify({ p50: percentile(times, 0.5), p99: percentile(times, 0.99), probes: times.length }));
