#!/usr/bin/env node
// npm run dev [-- arguments for electron-vite...]: sets up what is missing, then runs the app with hot reload.
import path from 'node:path';
import { forgetBuild } from './setup/build-app.mjs';
import { hasDisplay } from './setup/display.mjs';
import { runtimeEnvironment } from './setup/electron-runtime.mjs';
import { root } from './setup/paths.mjs';
import { preparePackages, prepareRuntime, prepareSystem } from './setup/prepare.mjs';
import { runForeground } from './setup/run-foreground.mjs';
import { checkSandbox, runsAsLinuxRoot } from './setup/sandbox.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { runEntry } from './setup/steps.mjs';

await runEntry(async () => {
  if (!hasDisplay())
    throw new SetupError(
      'No display: DISPLAY and WAYLAND_DISPLAY are not set.',
      'Run it in a desktop session, or use npm run serve.',
    );
  await preparePackages();
  const runtime = await prepareRuntime();
  await prepareSystem(runtime);
  if (!runsAsLinuxRoot()) checkSandbox(runtime.folder);
  forgetBuild(); // hot reload writes a development build into out/
  const args = ['dev', ...(runsAsLinuxRoot() ? ['--noSandbox'] : []), ...process.argv.slice(2)];
  return runForeground(process.execPath, [path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'), ...args], {
    cwd: root,
    env: { ...process.env, ...runtimeEnvironment(runtime) },
  });
});
