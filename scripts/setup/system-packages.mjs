import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { mapLibraries, parseMissingLibraries, testCommands } from './library-packages.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './run-quietly.mjs';
import { SetupError } from './setup-error.mjs';

function isOnPath(command) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      fs.accessSync(path.join(folder, command), fs.constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The native module through which keys reach the keychain; it loads libsecret. */
function keychainModule() {
  const folder = path.join(root, 'node_modules', 'keytar', 'prebuilds', `linux-${process.arch}`);
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).map((name) => path.join(folder, name));
}

function missingLibraries(files) {
  if (files.length === 0) return [];
  const ldd = spawnSync('ldd', files, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return parseMissingLibraries(ldd.stdout ?? '');
}

function findMissing(executables, commands) {
  return {
    libraries: missingLibraries([...executables, ...keychainModule()]),
    commands: commands.filter((command) => !isOnPath(command)),
  };
}

const isComplete = (missing) => missing.libraries.length === 0 && missing.commands.length === 0;

function packagesFor(missing) {
  const known = new Set(spawnSync('apt-cache', ['pkgnames', 'lib'], { encoding: 'utf8' }).stdout?.split('\n'));
  const { packages, unmapped } = mapLibraries(missing.libraries, (name) => known.has(name));
  if (unmapped.length > 0) {
    throw new SetupError(
      `These system libraries are missing, and which package brings them is not known here: ${unmapped.join(', ')}.`,
      'Find each with apt-file search NAME, install it, then run the command again.',
    );
  }
  return [...new Set([...packages, ...missing.commands.map((command) => testCommands[command])])].sort();
}

function installWithApt(args) {
  return runQuietly('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    failure: `apt-get ${args[0]} did not work`,
    hint: 'Check that the package mirrors can be reached (apt-get update), then run the command again.',
  });
}

/**
 * Makes sure that this Linux machine has the shared libraries of `executables` and of the keychain module, and the
 * `commands` (of testCommands). As root on a Debian-like system it installs what is missing; else it throws a
 * SetupError that names the one command to run.
 */
export async function installSystemPackages({ executables, commands }, doing) {
  if (process.platform !== 'linux') return 'nothing needed';
  const missing = findMissing(executables, commands);
  if (isComplete(missing)) return 'up to date';
  const names = [...missing.libraries, ...missing.commands].join(', ');
  if (!isOnPath('apt-get')) {
    throw new SetupError(
      `These system libraries and commands are missing: ${names}.`,
      "Install them with your distribution's package manager.",
    );
  }
  if (process.getuid() !== 0) {
    throw new SetupError(
      `These system libraries and commands are missing: ${names}.`,
      `Run this, then the same command again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packagesFor(missing).join(' ')}`,
    );
  }
  doing('apt-get update');
  await installWithApt(['update']);
  const packages = packagesFor(missing);
  doing(`apt-get install ${packages.join(' ')}`);
  await installWithApt(['install', '-y', '--no-install-recommends', ...packages]);
  const still = findMissing(executables, commands);
  if (isComplete(still)) return `installed ${packages.join(' ')}`;
  throw new SetupError(
    `After installing ${packages.join(' ')}, these are still missing: ${[...still.libraries, ...still.commands].join(', ')}.`,
    'Install them by hand, then run the command again.',
  );
}

/** One sentence when the keychain module lacks a system library, null when it has them all. Nothing is installed. */
export function describeMissingKeychain() {
  const libraries = process.platform === 'linux' ? missingLibraries(keychainModule()) : [];
  if (libraries.length === 0) return null;
  return `${libraries.join(', ')} missing: keys come from the environment only (Debian: libsecret-1-0)`;
}
