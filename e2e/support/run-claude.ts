import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TOKEN, type App } from './launch-app';

export interface ClaudeRun {
  code: number | null;
  /** The final text of the run. */
  result: string;
  isError: boolean;
  /** Everything it printed, for the message of a failed story. */
  output: string;
}

/**
 * Runs the real Claude Code client once (`-p`) against the app, in `folder`, with nothing of our environment but what it needs.
 * The binary is named by SWITCHYARD_CLAUDE_BINARY.
 */
export async function runClaude(app: App, folder: string, prompt: string, tools: string[] = []): Promise<ClaudeRun> {
  const binary = process.env['SWITCHYARD_CLAUDE_BINARY'];
  if (binary === undefined) throw new Error('SWITCHYARD_CLAUDE_BINARY is not set: run these stories by npm run test:client.');
  const home = mkdtempSync(path.join(os.tmpdir(), 'switchyard-claude-'));
  try {
    const allowed = tools.length > 0 ? ['--allowedTools', tools.join(',')] : [];
    const child = spawn(binary, ['-p', prompt, '--output-format', 'json', ...allowed], {
      cwd: folder,
      env: {
        HOME: home,
        PATH: process.env['PATH'],
        TERM: 'xterm',
        LANG: 'C.UTF-8',
        ANTHROPIC_BASE_URL: app.address,
        ANTHROPIC_AUTH_TOKEN: TOKEN,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += String(data)));
    child.stderr.on('data', (data: Buffer) => (stderr += String(data)));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code, ...readResult(stdout), output: stdout + stderr };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function readResult(stdout: string): { result: string; isError: boolean } {
  try {
    const { result, is_error: isError } = JSON.parse(stdout) as { result?: string; is_error?: boolean };
    return { result: result ?? '', isError: isError ?? true };
  } catch {
    return { result: '', isError: true };
  }
}
