import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { createHost, describeConfigFault, findDataFolder, type Host } from '../../host';
import { describeClientSetup } from '../describe-client-setup';

export interface ServeOptions {
  version: string;
  environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Bodies come and go by the megabyte. Left alone, the heap grows to three times its size before it is swept, and each thread keeps
 * room for young objects that only this one has (docs/performance.md).
 */
function limitMemory(): void {
  setFlagsFromString('--heap-growing-percent=40');
  // Heeded by the threads that start from now on.
  setFlagsFromString('--min-semi-space-size=1');
  setFlagsFromString('--max-semi-space-size=1');
}

/** Stopping takes at most this long, in ms. */
const STOP_LIMIT_MS = 6_000;

/** Runs a host in the foreground until a signal ends it. Resolves with the exit code: 1 when it cannot listen. */
export async function serve({ version, environment }: ServeOptions): Promise<number> {
  limitMemory();
  const host = createHost({
    dataFolder: findDataFolder(environment),
    // The thread scripts are built beside this one.
    threadFolder: fileURLToPath(new URL('.', import.meta.url)),
    proxyThread: 'inline',
    version,
    environment,
  });
  const signal = nextSignal();
  reportChanges(host);
  const started = await Promise.race([start(host), signal]);
  if (started) await signal;
  await stop(host);
  return started ? 0 : 1;
}

/** One Ctrl+C can arrive twice, from the terminal and from npm; only a later signal means that somebody is impatient. In ms. */
const SAME_SIGNAL_MS = 1_000;

/** Resolves with true at the first signal to end; at a second one the process ends at once. */
function nextSignal(): Promise<boolean> {
  return new Promise((resolve) => {
    let firstAt: number | null = null;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        firstAt ??= performance.now();
        if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130);
        resolve(true);
      });
    }
  });
}

/** False when nothing listens; why was said on the way. */
async function start(host: Host): Promise<boolean> {
  try {
    await host.start();
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    complain(message, hint);
    return false;
  }
  const { proxy, version } = host.state();
  if (proxy.state !== 'on') return false;
  print(`Switchyard ${version} listens at ${proxy.address}`);
  print(describeClientSetup(host.clientConnection(), process.stdout.isTTY === true));
  return true;
}

/** Says each fault once, when it comes. */
function reportChanges(host: Host): void {
  const said = new Map<string, string>();
  const sayOnce = (topic: string, message: string | undefined, hint?: string) => {
    if (message !== undefined && said.get(topic) !== message) complain(message, hint);
    said.set(topic, message ?? '');
  };
  host.on('changed', ({ proxy, configFault, keychainProblem }) => {
    const portHint =
      proxy.freePort === null
        ? proxy.fault?.hint
        : `${proxy.fault?.hint} Port ${proxy.freePort} is free: set listen.port in config.json.`;
    sayOnce('proxy', proxy.fault?.message, portHint);
    sayOnce('config', configFault ? `${describeConfigFault(configFault)} The file is not in use until it is mended.` : undefined);
    sayOnce('keychain', keychainProblem?.message, keychainProblem?.hint);
  });
  host.on('noticed', ({ message, hint }) => complain(message, hint));
}

async function stop(host: Host): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, STOP_LIMIT_MS).unref());
  await Promise.race([host.stop(), late]);
  // A keychain call that hangs outlives exit(): nothing but SIGKILL ends the process then.
  if (host.hasStuckKeychainCall()) process.kill(process.pid, 'SIGKILL');
}

/** Whoever read our output may leave before we end; requests go on. */
process.stdout.on('error', () => undefined);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(message: string, hint?: string): void {
  process.stderr.write(`switchyard: ${message}${hint ? ` ${hint}` : ''}\n`);
}
