import { SetupError } from './setup-error.mjs';

const needed = [20, 19];

/** Throws a SetupError when `version` (such as `20.20.2`) is older than Switchyard needs; returns a short text otherwise. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return version;
  throw new SetupError(
    `Switchyard needs Node ${needed.join('.')} or newer, and this is Node ${version}.`,
    'Install a newer Node from https://nodejs.org, then run the command again.',
  );
}
