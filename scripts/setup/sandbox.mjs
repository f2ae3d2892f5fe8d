import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

// Each says, with this content, that a plain user gets no namespaces of its own; a file that is absent says nothing.
const refusals = {
  '/proc/sys/kernel/unprivileged_userns_clone': '0',
  '/proc/sys/user/max_user_namespaces': '0',
  '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1',
};

/** True for root on Linux, where Chromium refuses to run with its sandbox. */
export function runsAsLinuxRoot() {
  return process.platform === 'linux' && process.getuid() === 0;
}

function namespacesAreRefused() {
  return Object.entries(refusals).some(([file, refused]) => {
    try {
      return fs.readFileSync(file, 'utf8').trim() === refused;
    } catch {
      return false;
    }
  });
}

function isSetuidRoot(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.uid === 0 && (stat.mode & 0o4000) !== 0;
}

/**
 * Throws a SetupError when this system lets a plain user have neither way of sandboxing Chromium: namespaces, or the
 * runtime's helper owned by root. The sandbox is not left out silently.
 */
export function checkSandbox(runtimeFolder) {
  if (process.platform !== 'linux' || runsAsLinuxRoot() || !namespacesAreRefused()) return;
  const helper = path.join(runtimeFolder, 'chrome-sandbox');
  if (isSetuidRoot(helper)) return;
  throw new SetupError(
    'This system does not let a plain user make namespaces, which the window sandbox is built on.',
    `Give Electron's sandbox helper its rights, then run the command again:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}
