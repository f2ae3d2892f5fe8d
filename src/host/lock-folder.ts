import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { AppError } from '../shared/errors';

/** A socket path may hold 104 bytes on macOS, 108 on Linux. */
const LONGEST_SOCKET_PATH = 100;

/** What a folder says that can be read but not written. */
const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * Keeps a second Switchyard (a window app beside a headless one) off a data folder: both would write one ledger and one config.
 * The lock is a socket that this process listens on, so it goes with the process, however that ends. Resolves with its release;
 * rejects with folder-in-use when another process holds it. A folder that this process can't write needs no lock: there is
 * nothing that two could write at once.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = lockAddress(folder);
  try {
    return await listen(address);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && UNWRITABLE.has(code)) return async () => {};
    if (code !== 'EADDRINUSE') throw error;
  }
  if (await answers(address)) {
    throw new AppError(
      'folder-in-use',
      `Another Switchyard is running on the data folder ${folder}.`,
      'End that one first, or set SWITCHYARD_HOME to another folder.',
    );
  }
  // What is left of a process that was killed.
  rmSync(address, { force: true });
  return listen(address);
}

/** Beside the data where its path is short enough for a socket; pipes have a name space of their own on Windows. */
function lockAddress(folder: string): string {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\switchyard-${name}`;
  const beside = path.join(folder, 'running.sock');
  return Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH ? beside : path.join(tmpdir(), `switchyard-${name}.sock`);
}

function listen(address: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => {
      // The lock alone must not keep a process alive.
      server.unref();
      resolve(() => new Promise((released) => void server.close(() => released())));
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
