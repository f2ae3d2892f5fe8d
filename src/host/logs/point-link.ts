import { lstatSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `<name>.log` in the folder lead to a file beside it, in one step, so that a reader never finds it missing. What stands there
 * and is no link is left alone; so is everything where the system makes no links for us (Windows, some network drives).
 */
export function pointLink(folder: string, name: string, file: string): void {
  const link = join(folder, `${name}.log`);
  const made = `${link}.new`;
  try {
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === false) return;
    rmSync(made, { force: true });
    symlinkSync(file, made);
    renameSync(made, link);
  } catch {
    // A comfort for whoever watches the log with tail; the log itself does not need it.
  }
}
