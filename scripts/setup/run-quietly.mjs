import { spawn } from 'node:child_process';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

const shownLines = 25;

/**
 * Runs a command without showing its output; resolves to its standard output.
 * Rejects with a SetupError when it fails: `failure` says what could not be done, then come the last lines of the
 * command's output, and `hint` says what to do.
 */
export function runQuietly(command, args, { failure, hint, ...options }) {
  return new Promise((resolve, reject) => {
    const output = [];
    const stdout = [];
    const fail = (why) => {
      const tail = Buffer.concat(output).toString().trimEnd().split('\n').slice(-shownLines).join('\n');
      reject(new SetupError([`${failure} (${why}).`, tail].filter(Boolean).join('\n'), hint));
    };
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => (stdout.push(chunk), output.push(chunk)));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(stdout).toString());
      else fail(signal ? `ended by ${signal}` : `exit code ${code}`);
    });
  });
}

/** Runs npm quietly (see runQuietly): the one that started us if there is one, else the one on the path. */
export function runNpm(args, options) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(path.basename(script))) return runQuietly(process.execPath, [script, ...args], options);
  return runQuietly('npm', args, { ...options, shell: process.platform === 'win32' });
}
