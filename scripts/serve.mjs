#!/usr/bin/env node
// npm run serve [-- arguments...]: sets up what is missing, then runs Switchyard without Electron in the foreground.
import { runHeadless } from './setup/run-headless.mjs';
import { runEntry } from './setup/steps.mjs';

await runEntry(() => runHeadless(['serve', ...process.argv.slice(2)]));
