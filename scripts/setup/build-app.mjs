import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { runQuietly } from './run-quietly.mjs';

const inputs = ['src', 'assets', 'package.json', 'package-lock.json', 'electron.vite.config.ts', ...tsconfigs()];
const stampFile = path.join(root, 'out', '.inputs');

function tsconfigs() {
  return fs.readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));
}

function* listFiles(where) {
  const stat = fs.statSync(path.join(root, where), { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) yield `${where} ${stat.size} ${stat.mtimeMs}\n`;
  else for (const name of fs.readdirSync(path.join(root, where)).sort()) yield* listFiles(path.join(where, name));
}

function hashInputs() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of listFiles(input)) if (!/\.test\.tsx? /.test(file)) hash.update(file);
  }
  return hash.digest('hex');
}

/** Makes the next buildApp build, whatever is in out/. */
export function forgetBuild() {
  fs.rmSync(stampFile, { force: true });
}

/** Builds the app into out/ unless what is there was built from the same files. */
export async function buildApp(doing) {
  const stamp = hashInputs();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return 'up to date';
  doing('electron-vite build');
  forgetBuild();
  await runQuietly(process.execPath, [path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
    cwd: root,
    failure: 'The app could not be built',
    hint: 'Mend the fault named above, then run the command again.',
  });
  fs.writeFileSync(stampFile, stamp);
  return 'electron-vite build';
}
