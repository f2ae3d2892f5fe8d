// node record-until-killed.mjs <folder of the built threads> <data folder> <first number>
// Records rows as fast as the ledger's thread takes them, until it is killed. Prints `sent N` and `saved N` by number.
import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';

const [threads, dataFolder, first] = process.argv.slice(2);
const workerData = { dataFolder, recoveryThread: path.join(threads, 'recovery-thread.js') };
const worker = new Worker(path.join(threads, 'ledger-thread.js'), { workerData });
const { port1, port2 } = new MessageChannel();
worker.postMessage({ call: 1, name: 'connect-proxy', input: { port: port1 } }, [port1]);

const unknown = { input: null, output: null, cacheRead: null, cacheWrite: null, cacheWrite1h: null, reasoning: null };
const usage = { ...unknown, webSearches: null, serviceTier: null, estimated: false };
const parts = { total: 5, input: 5, output: null, cacheRead: null, cacheWrite: null, fees: null };
const cost = { ...parts, source: null, sourceDate: null, playMoney: false };

function makeRow(number) {
  const ended = number % 10 !== 0;
  const exchange = {
    ...{ id: `req_${number}`, startedAt: 1_780_000_000_000 + number, outcome: ended ? 'ok' : 'in-flight', client: null },
    ...{ clientDialect: 'anthropic-messages', sessionId: null, project: null, requestedModel: 'm', streaming: true },
    ...{ scenario: 'default', route: 'default', reason: 'It is a test. '.repeat(20), providerId: 'up', model: 'm' },
    ...{ lane: 'translated', status: 200, stopReason: null, firstByteMs: 1, firstTokenMs: 2, durationMs: ended ? 3 : null },
    ...{ usage, cost, defaultCost: null, oddities: [], private: false, error: null, attempts: [] },
  };
  return { kind: ended ? 'finished' : 'progressed', exchange };
}

let seq = 0;
const start = Number(first);
port2.on('message', ({ savedThrough }) => process.stdout.write(`saved ${start + savedThrough - 1}\n`));

setInterval(() => {
  const rows = Array.from({ length: 20 }, () => ({ seq: ++seq, event: makeRow(start + seq - 1) }));
  port2.postMessage(rows);
  process.stdout.write(`sent ${start + seq - 1}\n`);
}, 3);
