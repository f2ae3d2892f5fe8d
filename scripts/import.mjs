#!/usr/bin/env node
// npm run import [-- path] [--dry-run]: sets up what is missing, then imports a config of Claude Code Router.
import { runHeadless } from './setup/run-headless.mjs';
import { runEntry } from './setup/steps.mjs';

// npm runs this in the package's folder; a relative path is meant from where npm was started.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await runEntry(() => runHeadless(['import', ...process.argv.slice(2)]));
