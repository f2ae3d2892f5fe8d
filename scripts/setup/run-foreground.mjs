import { spawn } from 'node:child_process';
import os from 'node:os';

/**
 * Runs a command in the foreground, with our input and output, and passes signals on: `signals` maps one that we get
 * to the one that it gets. Resolves to its exit code (128 + n when signal n ended it); rejects when it cannot be started.
 *
 * A terminal gives Ctrl+C to us and to the command alike. Passed on as it is, it would reach the command twice, and
 * Electron takes a second signal of the same kind as an order to die at once; so the usual map passes on the other kind.
 * npm passes signals on to us as well: each kind goes on once.
 */
export function runForeground(
  command,
  args,
  { signals = { SIGINT: 'SIGTERM', SIGTERM: 'SIGINT', SIGHUP: 'SIGTERM' }, ...options } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const passed = new Set();
    const handlers = Object.entries(signals).map(([signal, forChild]) => {
      const handler = () => {
        if (forChild && !passed.has(forChild)) child.kill(forChild);
        passed.add(forChild);
      };
      process.on(signal, handler);
      return [signal, handler];
    });
    const done = () => handlers.forEach(([signal, handler]) => process.off(signal, handler));
    child.on('error', (error) => (done(), reject(error)));
    child.on('exit', (code, signal) => (done(), resolve(code ?? 128 + os.constants.signals[signal])));
  });
}
