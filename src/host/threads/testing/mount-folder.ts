import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system in memory on a folder, which can be made read-only. Needs root. */
export interface MountedFolder {
  setWritable(writable: boolean): void;
  unmount(): void;
}

/** Null where this process may not mount. */
export function mountFolder(folder: string, bytes: number): MountedFolder | null {
  const run = (...words: string[]) => spawnSync(words[0] ?? '', words.slice(1)).status === 0;
  if (process.platform !== 'linux' || !run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder)) return null;
  return {
    setWritable(writable) {
      if (!run('mount', '-o', `remount,${writable ? 'rw' : 'ro'}`, folder)) throw new Error(`${folder} can't be mounted anew.`);
    },
    unmount() {
      run('umount', '-l', folder);
    },
  };
}

/** Whether this process may mount. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-mount-'));
  const mounted = mountFolder(folder, 1_000_000);
  mounted?.unmount();
  rmSync(folder, { recursive: true });
  return mounted !== null;
}
