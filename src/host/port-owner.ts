import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** The process that listens on a port. */
export interface PortOwner {
  name: string;
  pid: number;
}

const run = promisify(execFile);
/** Milliseconds given to the system's own tools. */
const TOOL_LIMIT_MS = 2_000;

/** Finds who listens on a TCP port of this machine; null when the system does not tell (another user's process, no tool). Never rejects. */
export async function findPortOwner(port: number, platform: NodeJS.Platform = process.platform): Promise<PortOwner | null> {
  try {
    if (platform === 'linux') return await findOnLinux(port);
    if (platform === 'win32') return await findOnWindows(port);
    return await findByLsof(port);
  } catch {
    return null;
  }
}

async function findOnLinux(port: number): Promise<PortOwner | null> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')));
  const sockets = new Set(tables.flatMap((table) => findListeningInodes(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holdsOneOf(pid, sockets)) return { name: await readProcessName(pid), pid: Number(pid) };
  }
  return null;
}

/** The inodes of the sockets that listen on the port, from the text of /proc/net/tcp or tcp6. */
export function findListeningInodes(table: string, port: number): string[] {
  const LISTEN = '0A';
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === LISTEN)
    .flatMap((fields) => fields[9] ?? []);
}

async function holdsOneOf(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`${folder}/${descriptor}`).catch(() => '');
    if (sockets.has(target)) return true;
  }
  return false;
}

async function readProcessName(pid: string): Promise<string> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (program) return basename(program.replace(/ \(deleted\)$/, ''));
  return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
}

async function findByLsof(port: number): Promise<PortOwner | null> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeout: TOOL_LIMIT_MS });
  const field = (letter: string) =>
    stdout
      .split('\n')
      .find((line) => line.startsWith(letter))
      ?.slice(1);
  const pid = field('p');
  return pid ? { name: field('c') ?? 'unknown', pid: Number(pid) } : null;
}

async function findOnWindows(port: number): Promise<PortOwner | null> {
  const { stdout } = await run('netstat', ['-ano', '-p', 'tcp'], { timeout: TOOL_LIMIT_MS, windowsHide: true });
  const pid = findListeningPid(stdout, port);
  if (!pid) return null;
  const list = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], {
    timeout: TOOL_LIMIT_MS,
    windowsHide: true,
  });
  return { name: /^"([^"]+)"/m.exec(list.stdout)?.[1] ?? 'unknown', pid };
}

/** The process id from the output of `netstat -ano -p tcp`. The word for LISTENING is translated, so a listener is known by its remote port 0. */
export function findListeningPid(output: string, port: number): number | null {
  for (const line of output.split('\n')) {
    const [protocol, local, remote, , pid] = line.trim().split(/\s+/);
    if (protocol === 'TCP' && local?.endsWith(`:${port}`) && remote?.endsWith(':0') && pid) return Number(pid);
  }
  return null;
}
