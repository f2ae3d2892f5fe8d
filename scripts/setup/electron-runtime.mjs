import fs from 'node:fs';
import path from 'node:path';
import { fallbackVersion, findFallback, hasFallback, makeFallback } from './fallback-runtime.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './run-quietly.mjs';
import { SetupError } from './setup-error.mjs';

const probeTimeout = 5_000;
const downloadTimeout = 10 * 60_000;
// With one of these set the download has a way of its own, which a probe of the usual address says nothing about.
const ownWays = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_CUSTOM_DIR', 'ELECTRON_GET_USE_PROXY'];

const executablePath = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
const packageFolder = path.join(root, 'node_modules', 'electron');

const describe = (folder, text, isFallback) => ({ folder, executable: path.join(folder, executablePath), text, isFallback });

function readText(...parts) {
  try {
    return fs.readFileSync(path.join(...parts), 'utf8').trim();
  } catch {
    return null;
  }
}

function officialVersion() {
  return JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;
}

/** The official runtime that the electron package downloaded, if it is there whole and of the package's version. */
function findOfficial() {
  const dist = path.join(packageFolder, 'dist');
  const version = officialVersion();
  const isWhole =
    readText(dist, 'version')?.replace(/^v/, '') === version && readText(packageFolder, 'path.txt') === executablePath;
  return isWhole ? describe(dist, `Electron ${version}`, false) : null;
}

function findGiven() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const given = describe(
    folder,
    `ELECTRON_OVERRIDE_DIST_PATH (Electron ${readText(folder, 'version') ?? 'of an unknown version'})`,
    true,
  );
  if (fs.existsSync(given.executable)) return given;
  throw new SetupError(
    `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, and there is no Electron in it.`,
    'Correct or unset it, then run the command again.',
  );
}

const describeFallback = (folder) =>
  describe(
    folder,
    `Electron ${fallbackVersion} from npm, for development and tests only (releases ship ${officialVersion()})`,
    true,
  );

function findCachedFallback() {
  const folder = findFallback();
  return folder ? describeFallback(folder) : null;
}

/** Whether the official download can be reached, so that without a way out no time is lost on it. */
async function canDownload() {
  if (ownWays.some((name) => process.env[name])) return true;
  const version = officialVersion();
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    const url = `https://github.com/electron/electron/releases/download/v${version}/${file}`;
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeout) })).ok;
  } catch {
    return false;
  }
}

async function download(doing) {
  if (hasFallback() && !(await canDownload())) return null;
  doing(`downloading Electron ${officialVersion()}`);
  try {
    await runQuietly(process.execPath, [path.join(packageFolder, 'install.js')], {
      timeout: downloadTimeout,
      failure: `Electron ${officialVersion()} could not be downloaded for ${process.platform} ${process.arch}`,
      hint: 'Check that github.com can be reached or set ELECTRON_MIRROR, then run the command again.',
    });
  } catch (error) {
    if (!hasFallback()) throw error;
  }
  return findOfficial();
}

/**
 * Finds an Electron runtime or gets one. The order: ELECTRON_OVERRIDE_DIST_PATH; the official one; the fallback made
 * earlier, so that a failed download is not tried again at each start; the official download; the fallback, made now.
 * `refresh` tries the download even when the fallback is there.
 * Resolves to { folder, executable, text, isFallback }: `isFallback` means that other tools must be told of the folder.
 */
export async function findElectronRuntime({ refresh = false }, doing) {
  return (
    findGiven() ??
    findOfficial() ??
    (refresh ? null : findCachedFallback()) ??
    (await download(doing)) ??
    findCachedFallback() ??
    describeFallback(await makeFallback(doing))
  );
}

/** The environment that makes the electron package, Playwright and electron-vite use this runtime. */
export function runtimeEnvironment(runtime) {
  return runtime.isFallback ? { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder, ELECTRON_EXEC_PATH: runtime.executable } : {};
}
