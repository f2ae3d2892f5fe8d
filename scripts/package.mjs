#!/usr/bin/env node
// npm run package [-- targets...]: sets up what is missing, then makes the unpacked app (or the targets named, for
// example deb) in release/. What does not change from run to run is in electron-builder.yml.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './setup/paths.mjs';
import { prepareBuild, preparePackages, prepareRuntime } from './setup/prepare.mjs';
import { runEntry, runStep } from './setup/steps.mjs';

async function packageApp(runtime, targets) {
  const { build, Platform } = await import('electron-builder');
  const own = runtime.isFallback && {
    electronDist: runtime.folder,
    electronVersion: fs.readFileSync(path.join(runtime.folder, 'version'), 'utf8').trim(),
  };
  await build({
    projectDir: root,
    targets: Platform.current().createTarget(targets),
    publish: 'never',
    config: { extends: path.join(root, 'electron-builder.yml'), ...own },
  });
}

await runEntry(async () => {
  await preparePackages();
  const runtime = await prepareRuntime();
  await prepareBuild();
  await runStep('package', async (doing) => {
    doing('electron-builder');
    await packageApp(runtime, process.argv.slice(2));
    return 'electron-builder, into release/';
  });
  if (runtime.isFallback) console.log(`The package holds ${runtime.text}: it is no release.`);
});
