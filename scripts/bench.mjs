#!/usr/bin/env node
// npm run bench: what Switchyard adds to the first token, on both lanes, against calling the same upstream directly.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBody, measure } from './bench/measure.mjs';
import { cliScript, prepareHeadless } from './setup/prepare.mjs';
import { runEntry } from './setup/steps.mjs';

const TOKEN = 'sy-bench';
const SIZES_KB = [2, 20, 200, 830];
const COUNT = 200;

/** Starts a Node script and resolves with what `pattern` catches of its output. */
function start(args, env, pattern) {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece) => {
      text += piece;
      const match = pattern.exec(text);
      if (match) resolve({ child, found: match[1] });
    });
    child.once('exit', () => reject(new Error(`${args[0]} ended before it was ready`)));
  });
}

async function stop({ child }) {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

function writeConfig(home, upstreamPort) {
  const provider = (id, dialect, suffix) => ({
    id,
    dialect,
    baseUrl: `http://127.0.0.1:${upstreamPort}${suffix}`,
    keys: [{ source: 'none' }],
    models: ['mock'],
  });
  const providers = [provider('same', 'anthropic-messages', ''), provider('other', 'openai-chat', '/v1')];
  const config = { version: 1, listen: { port: 34560 }, providers, routes: { default: { targets: ['same/mock'] } } };
  fs.writeFileSync(path.join(home, 'config.json'), JSON.stringify(config));
}

async function bench() {
  await prepareHeadless();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchyard-bench-'));
  const upstreamScript = fileURLToPath(new URL('./bench/upstream.mjs', import.meta.url));
  const upstream = await start([upstreamScript], process.env, /(\d+)\n/);
  writeConfig(home, upstream.found);
  const env = { ...process.env, SWITCHYARD_HOME: home, SWITCHYARD_TOKEN: TOKEN };
  const switchyard = await start([cliScript, 'serve'], env, /listens at (\S+)/);
  try {
    const lanes = [
      { lane: 'direct', url: `http://127.0.0.1:${upstream.found}`, model: 'mock', pid: null },
      { lane: 'passthrough', url: switchyard.found, model: 'same/mock', pid: switchyard.child.pid },
      { lane: 'translated', url: switchyard.found, model: 'other/mock', pid: switchyard.child.pid },
    ];
    console.log(
      `\nFirst token of a 200-event stream, one connection, ${COUNT} requests each. Node ${process.version}, ${os.cpus()[0].model}.\n`,
    );
    console.log('  body KB  lane          p50 ms   p99 ms   CPU ms a request   memory MB');
    for (const size of SIZES_KB) {
      for (const { lane, url, model, pid } of lanes) {
        const { p50, p99, cpu, memory } = await measure({ url, body: makeBody(size, model), token: TOKEN, count: COUNT, pid });
        const cell = (value, width, digits) => (value === null ? '–' : value.toFixed(digits)).padStart(width);
        console.log(
          `${String(size).padStart(9)}  ${lane.padEnd(12)}${cell(p50, 8, 2)}${cell(p99, 9, 2)}${cell(cpu, 19, 2)}${cell(memory, 12, 0)}`,
        );
      }
    }
  } finally {
    await stop(switchyard);
    await stop(upstream);
    fs.rmSync(home, { recursive: true, force: true });
  }
}

await runEntry(bench);
