#!/usr/bin/env node
// npm start [-- [--refresh] arguments for the app...]: sets up what is missing, then starts the app in the foreground.
import { hasDisplay } from './setup/display.mjs';
import { root } from './setup/paths.mjs';
import { prepareApp } from './setup/prepare.mjs';
import { runForeground } from './setup/run-foreground.mjs';
import { runHeadless } from './setup/run-headless.mjs';
import { checkSandbox, runsAsLinuxRoot } from './setup/sandbox.mjs';
import { runEntry } from './setup/steps.mjs';

await runEntry(async () => {
  const args = process.argv.slice(2);
  if (!hasDisplay()) {
    console.log('No display (DISPLAY and WAYLAND_DISPLAY are not set): running headless, as npm run serve does.');
    return runHeadless(['serve']);
  }
  const runtime = await prepareApp({ refresh: args.includes('--refresh') });
  const sandbox = [];
  if (runsAsLinuxRoot()) {
    console.log('Running as root: the window sandbox is off (--no-sandbox). As a plain user it is on.');
    sandbox.push('--no-sandbox');
  } else checkSandbox(runtime.folder);
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE; // set in the terminals of Electron-based editors; it would start a plain Node
  const forApp = args.filter((arg) => arg !== '--refresh');
  return runForeground(runtime.executable, [...sandbox, root, ...forApp], { cwd: root, env });
});
