import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

// Targets are written down, since electron-vite guesses them from the electron package's version, and the
// runtime used where only the npm registry can be reached is older (Node 20.18, Chrome 130).
const nodeTarget = 'node20.18';

/** The tables of prices lie beside the bundle and not in it: they are read when a price is first asked for (src/pricing/shipped-tables.ts). */
const priceTables: Plugin = {
  name: 'price-tables',
  buildStart() {
    const folder = resolve('src/pricing/data');
    for (const file of readdirSync(folder)) {
      const source = readFileSync(resolve(folder, file));
      this.emitFile({ type: 'asset', fileName: `data/${file}`, source });
    }
  },
};

export default defineConfig({
  main: {
    plugins: [priceTables],
    build: {
      target: nodeTarget,
      rollupOptions: {
        // One folder, no chunks folder: the thread scripts are found beside the script that starts them.
        input: {
          index: resolve('src/main/index.ts'),
          cli: resolve('src/cli/index.ts'),
          'proxy-thread': resolve('src/host/threads/proxy-thread.ts'),
          'ledger-thread': resolve('src/host/threads/ledger-thread.ts'),
          'recovery-thread': resolve('src/ledger/recovery/recovery-thread.ts'),
          'count-thread': resolve('src/proxy/tokens/count-thread.ts'),
          'price-thread': resolve('src/host/prices/price-thread.ts'),
          'router-thread': resolve('src/proxy/custom-router/router-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      // A sandboxed preload script must be one CommonJS file with nothing left to require but electron.
      externalizeDeps: false,
      lib: { entry: resolve('src/main/preload/preload.ts') },
      rollupOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    // Nothing may be inlined as data: the page's policy refuses it.
    build: {
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
