import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { TOKEN, type App } from './launch-app';

export interface ClaudeOptions {
  /** The working folder. */
  folder: string;
  /** Its home folder, where it keeps its conversations. */
  home: string;
  /** Tools that it may use without asking. */
  tools?: string[];
  effort?: 'low' | 'medium' | 'high';
  /** Goes on with the conversation that it had before in this folder and home. */
  goesOn?: boolean;
}

export interface ClaudeRun {
  code: number | null;
  /** The final text of the run. */
  result: string;
  isError: boolean;
  sessionId: string;
  /** Reasoning that it showed, block by block. */
  thinking: string[];
  /** Results of tools that it marked as errors: calls that it could not make, or that failed. */
  toolErrors: string[];
  /** What became of the run besides its messages, by name, e.g. `compact_boundary`. */
  events: string[];
  stderr: string;
  /** Everything it printed, for the message of a failed story. */
  output: string;
}

/**
 * Runs the real Claude Code client once (`-p`) against the app, with nothing of our environment but what it needs.
 * The binary is named by SWITCHYARD_CLAUDE_BINARY.
 */
export async function runClaude(app: App, prompt: string, options: ClaudeOptions): Promise<ClaudeRun> {
  const binary = process.env['SWITCHYARD_CLAUDE_BINARY'];
  if (binary === undefined) throw new Error('SWITCHYARD_CLAUDE_BINARY is not set: run these stories by npm run test:client.');
  const { folder, home, tools = [], effort, goesOn = false } = options;
  const child = spawn(
    binary,
    [
      ...['-p', prompt, '--output-format', 'stream-json', '--verbose'],
      ...(goesOn ? ['--continue'] : ['--session-id', randomUUID()]),
      ...(tools.length > 0 ? ['--allowedTools', tools.join(',')] : []),
      ...(effort === undefined ? [] : ['--effort', effort]),
    ],
    {
      cwd: folder,
      env: {
        HOME: home,
        PATH: process.env['PATH'],
        TMPDIR: path.join(home, 'tmp'),
        TERM: 'xterm',
        LANG: 'C.UTF-8',
        ANTHROPIC_BASE_URL: app.address,
        ANTHROPIC_AUTH_TOKEN: TOKEN,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (data: string) => (stdout += data));
  child.stderr.setEncoding('utf8').on('data', (data: string) => (stderr += data));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, ...readLines(stdout), stderr, output: stdout + stderr };
}

interface Line {
  type: string;
  subtype?: string;
  session_id?: string;
  result?: string;
  is_error?: boolean;
  message?: { content: string | Block[] };
}

interface Block {
  type: string;
  thinking?: string;
  is_error?: boolean;
  content?: unknown;
}

function readLines(stdout: string): Omit<ClaudeRun, 'code' | 'stderr' | 'output'> {
  const lines = stdout.split('\n').flatMap(parseLine);
  const blocks = lines.flatMap(({ message }) => (Array.isArray(message?.content) ? message.content : []));
  const last = lines.findLast(({ type }) => type === 'result');
  return {
    result: last?.result ?? '',
    isError: last?.is_error ?? true,
    sessionId: lines.find(({ session_id: id }) => id !== undefined)?.session_id ?? '',
    thinking: blocks.flatMap(({ type, thinking }) => (type === 'thinking' && thinking !== undefined ? [thinking] : [])),
    toolErrors: blocks.filter(({ is_error: failed }) => failed).map(({ content }) => JSON.stringify(content)),
    events: lines.flatMap(({ type, subtype }) => (type === 'system' && subtype !== undefined ? [subtype] : [])),
  };
}

function parseLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
