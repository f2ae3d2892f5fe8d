#!/usr/bin/env node
// npm run build: installs the dependencies if needed and builds the app into out/.
import { prepareBuild, preparePackages } from './setup/prepare.mjs';
import { runEntry } from './setup/steps.mjs';

await runEntry(async () => {
  await preparePackages();
  await prepareBuild();
});
