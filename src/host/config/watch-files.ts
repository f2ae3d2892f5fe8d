import { type FSWatcher, realpathSync, unwatchFile, watch, watchFile } from 'node:fs';
import { basename, dirname } from 'node:path';

const SETTLE_MS = 60;
const POLL_MS = 1000;

/**
 * Calls back a moment after one of the files was made, changed, replaced or deleted. It watches their folders, since
 * editors replace a file by a rename and a watch on the file itself is then lost. Where the system has no watches left
 * it looks once a second.
 *
 * @returns a function that ends the watching
 */
export function watchFiles(paths: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  };
  const endings = withLinkTargets(paths).map((path) => watchOne(path, settle));
  return () => {
    clearTimeout(timer);
    endings.forEach((end) => end());
  };
}

function watchOne(path: string, onEvent: () => void): () => void {
  let watcher: FSWatcher;
  try {
    watcher = watch(dirname(path), (_event, name) => {
      if (name === null || name === basename(path)) onEvent();
    });
  } catch {
    return pollFile(path, onEvent);
  }
  let endPolling: (() => void) | undefined;
  watcher.on('error', () => {
    watcher.close();
    endPolling ??= pollFile(path, onEvent);
  });
  return () => {
    watcher.close();
    endPolling?.();
  };
}

function pollFile(path: string, onEvent: () => void): () => void {
  watchFile(path, { interval: POLL_MS }, onEvent);
  return () => unwatchFile(path, onEvent);
}

/** A config that is a link (dotfiles kept elsewhere) changes in another folder. */
function withLinkTargets(paths: readonly string[]): string[] {
  const targets = paths.flatMap((path) => {
    try {
      return [realpathSync(path)];
    } catch {
      return [];
    }
  });
  return [...new Set([...paths, ...targets])];
}
