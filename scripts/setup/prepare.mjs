import path from 'node:path';
import { buildApp } from './build-app.mjs';
import { installDependencies } from './dependencies.mjs';
import { findElectronRuntime } from './electron-runtime.mjs';
import { testCommands } from './library-packages.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { root } from './paths.mjs';
import { runStep } from './steps.mjs';
import { describeMissingKeychain, installSystemPackages } from './system-packages.mjs';

/** What everything needs first: a Node that is new enough and the npm packages. */
export async function preparePackages() {
  await runStep('node', async () => checkNodeVersion());
  await runStep('dependencies', (doing) => installDependencies(root, doing));
}

/** An Electron runtime (see findElectronRuntime), which it resolves to. */
export async function prepareRuntime({ refresh } = {}) {
  let runtime;
  await runStep('electron', async (doing) => {
    runtime = await findElectronRuntime({ refresh }, doing);
    return runtime.text;
  });
  return runtime;
}

/** The system's libraries that Electron needs, and with `forTests` the commands that the end-to-end tests run. */
export async function prepareSystem(runtime, { forTests = false } = {}) {
  const commands = forTests ? Object.keys(testCommands) : [];
  await runStep('system packages', (doing) => installSystemPackages({ executables: [runtime.executable], commands }, doing));
}

/** The built app in out/. */
export async function prepareBuild() {
  await runStep('build', buildApp);
}

/** All that the window app needs; resolves to the Electron runtime. */
export async function prepareApp(options) {
  await preparePackages();
  const runtime = await prepareRuntime(options);
  await prepareSystem(runtime);
  await prepareBuild();
  return runtime;
}

/** All that the headless app needs: no Electron, and no keychain if there is none. */
export async function prepareHeadless() {
  await preparePackages();
  await prepareBuild();
  const problem = describeMissingKeychain();
  if (problem) await runStep('keychain', async () => problem);
}

/** The built command-line program. */
export const cliScript = path.join(root, 'out', 'main', 'cli.js');
