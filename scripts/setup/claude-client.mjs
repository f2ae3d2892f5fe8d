import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';
import { runNpm, runQuietly } from './run-quietly.mjs';

const wanted = { package: '@anthropic-ai/claude-code', version: '2.1.330' };
const binaryPath = path.join('node_modules', wanted.package, 'bin', 'claude.exe'); // its name on every platform

/** Runs the client once in an empty home folder, so that one that does not run never gets its place in the cache. */
async function checkVersion(binary) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchyard-client-'));
  try {
    await runQuietly(binary, ['--version'], {
      env: { PATH: process.env.PATH, HOME: home, USERPROFILE: home },
      failure: `The Claude Code client ${wanted.version} was installed but does not run`,
    });
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/**
 * The real Claude Code client for the tests, in the cache outside the clone: installs it there once.
 * Resolves to { binary, text }.
 */
export async function installClaudeClient(doing) {
  const folder = path.join(cacheFolder(), `claude-code-${wanted.version}`);
  const binary = path.join(folder, binaryPath);
  if (fs.existsSync(binary)) return { binary, text: `${wanted.version}, up to date` };
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const work = fs.mkdtempSync(`${folder}.new-`);
  try {
    doing(`installing ${wanted.package} ${wanted.version}`);
    await runNpm(
      ['install', '--prefix', work, '--no-audit', '--no-fund', '--loglevel=error', `${wanted.package}@${wanted.version}`],
      {
        cwd: work,
        failure: `npm could not install ${wanted.package} ${wanted.version}, which the client tests drive`,
        hint: 'Check that the npm registry can be reached (npm ping), or set SWITCHYARD_CLAUDE_BINARY to the client.',
      },
    );
    await checkVersion(path.join(work, binaryPath));
    moveIntoPlace(work, folder, binary);
    return { binary, text: `${wanted.version} installed` };
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** A folder gets its name when it is complete; when another process was quicker, its folder stays. */
function moveIntoPlace(from, to, binary) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!fs.existsSync(binary)) throw error;
  }
}
