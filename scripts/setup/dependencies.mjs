import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runNpm } from './run-quietly.mjs';

const manifests = ['package.json', 'package-lock.json'];

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

function hashManifests(folder) {
  const hash = createHash('sha256');
  for (const name of manifests) hash.update(fs.readFileSync(path.join(folder, name))).update('\0');
  return hash.digest('hex');
}

/**
 * Whether what npm wrote down as installed is what the lock file asks for, so that a developer's own `npm install`
 * is not followed by another. Packages for other platforms may be absent.
 */
export function agreesWithLock(lock, installed) {
  return Object.entries(lock.packages).every(([where, wanted]) => {
    if (where === '') return true;
    const found = installed.packages[where];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true;
  });
}

function isInstalled(folder) {
  try {
    const lock = readJson(path.join(folder, 'package-lock.json'));
    const manifest = readJson(path.join(folder, 'package.json'));
    const sameNames = ['dependencies', 'devDependencies'].every(
      (kind) => JSON.stringify(lock.packages[''][kind] ?? {}) === JSON.stringify(manifest[kind] ?? {}),
    );
    return sameNames && agreesWithLock(lock, readJson(path.join(folder, 'node_modules', '.package-lock.json')));
  } catch {
    return false;
  }
}

/**
 * Installs the npm packages of `folder` when they are missing or not those of its lock file.
 * Install scripts are not run: the native packages bring built files, and the rest need none.
 */
export async function installDependencies(folder, doing) {
  const stampFile = path.join(folder, 'node_modules', '.switchyard-stamp');
  const stamp = hashManifests(folder);
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return 'up to date';
  if (isInstalled(folder)) {
    fs.writeFileSync(stampFile, stamp);
    return 'up to date';
  }
  doing('npm ci');
  fs.rmSync(stampFile, { force: true });
  await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    failure: 'npm could not install the dependencies',
    hint: 'Check that the npm registry can be reached (npm ping), then run the command again.',
  });
  fs.writeFileSync(stampFile, stamp);
  return 'npm ci';
}
