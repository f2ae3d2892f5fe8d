import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';

export interface Child {
  process: ChildProcess;
  /** Ends it by its pid and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a program of the test desktop; one that can't be started, or ends early, is an error with its name. */
export function startChild(
  program: string,
  args: string[],
  stdio: StdioOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Child {
  const child = spawn(program, args, { stdio, env: environment });
  let stopping = false;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('error', (error) => {
    throw new Error(`${program} could not be started: ${error.message}`);
  });
  child.once('exit', (code) => {
    if (!stopping) console.error(`${program} ended before the tests did (code ${code}).`);
  });
  return {
    process: child,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** The first line that the program writes on one of its pipes. */
export async function readLine({ process: child }: Child, pipe: number): Promise<string> {
  const stream = child.stdio[pipe] as NodeJS.ReadableStream;
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const line = text.split('\n')[0] ?? '';
  if (line === '') throw new Error(`${child.spawnfile} said nothing where a line was due.`);
  return line;
}
