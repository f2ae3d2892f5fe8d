import { matchGlob } from './glob';

const WINDOWS_PATH = /^(?:[A-Za-z]:|\\\\)/;

/**
 * A test for folders: true for one that is named, or lies below it. `~/` is the home folder, `*` and `?` are wildcards that
 * slashes stop no more than other characters. Paths of Windows compare in either case and with either slash.
 */
export function compileFolders(patterns: readonly string[], homeFolder: string): (folder: string) => boolean {
  const whole = patterns.map((pattern) => expandHome(pattern, homeFolder));
  const plain = whole.map(withoutLastSlash);
  const windows = whole.map(toWindowsForm);
  return (folder) => {
    const isWindows = WINDOWS_PATH.test(folder);
    const path = isWindows ? toWindowsForm(folder) : withoutLastSlash(folder);
    return (isWindows ? windows : plain).some((pattern) => matchGlob(pattern, path) || matchGlob(`${pattern}/*`, path));
  };
}

/** A folder, whole: `~` at its beginning is the home folder. */
export function expandHome(folder: string, homeFolder: string): string {
  return /^~(?:$|[/\\])/.test(folder) ? homeFolder + folder.slice(1) : folder;
}

function toWindowsForm(path: string): string {
  return withoutLastSlash(path.replaceAll('\\', '/').toLowerCase());
}

function withoutLastSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
