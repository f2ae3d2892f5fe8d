import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const runner = new URL('./run-foreground.mjs', import.meta.url).href;

/** A process that runs `child` (the text of a Node script) through runForeground and ends with its exit code. */
function startRunner(child: string) {
  const script = `
    import { runForeground } from ${JSON.stringify(runner)};
    process.exitCode = await runForeground(process.execPath, ['-e', ${JSON.stringify(child)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

it('ends with the exit code of the command', async () => {
  const [code] = await once(startRunner('process.exit(7)'), 'exit');
  expect(code).toBe(7);
});

it('ends with 128 and the signal that ended the command', async () => {
  const [code] = await once(startRunner("process.kill(process.pid, 'SIGKILL')"), 'exit');
  expect(code).toBe(137);
});

it('passes a signal on once, however often it comes, and waits for the command to end', async () => {
  const command = `
    let count = 0;
    const beat = setInterval(() => {}, 1000);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
      count += 1;
      if (count === 1) setTimeout(() => { console.log('signals ' + count); clearInterval(beat); }, 200);
    });
    console.log('ready');`;
  const process = startRunner(command);
  let output = '';
  process.stdout.on('data', (chunk) => {
    output += chunk;
    if (output === 'ready\n') for (let i = 0; i < 3; i += 1) process.kill('SIGTERM');
  });
  const [code] = await once(process, 'close');
  expect(output).toBe('ready\nsignals 1\n');
  expect(code).toBe(0);
});
