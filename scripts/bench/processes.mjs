import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 8_000;

/** What runs. When this process ends early, so do they, at once: nobody waits for what they would still write. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a Node script and resolves with { pid, found, stop }: `found` is what `pattern` catches of its output. Rejects when
 * it ends or says nothing of the kind within `limitMs`. Its errors go to our own output.
 */
export async function startScript(args, { env = process.env, pattern = /^(\d+)$/m, cwd, limitMs = START_LIMIT_MS } = {}) {
  const child = spawn(process.execPath, args, { env, cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const stop = () => stopChild(child);
  try {
    return { pid: child.pid, found: await waitFor(child, { pattern, args, limitMs }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function waitFor(child, { pattern, args, limitMs }) {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (why) => reject(new Error(`${args.join(' ')} ${why}. It said: ${text.trim() || 'nothing'}`));
    const timer = setTimeout(() => fail(`is not ready after ${limitMs / 1000} s`), limitMs);
    child.stdout.on('data', (piece) => {
      // Read to its end, so that the process never waits for us.
      if (text.length < 100_000) text += piece;
      const match = pattern.exec(text);
      if (!match) return;
      clearTimeout(timer);
      resolve(match[1]);
    });
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', () => {
      clearTimeout(timer);
      fail('ended before it was ready');
    });
  });
}

async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(late);
}

/** A port that nobody listens on at the moment. */
export async function findPort() {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
