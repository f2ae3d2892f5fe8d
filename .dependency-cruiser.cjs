// Who may import whom (ARCHITECTURE.md draws it). scripts/boundaries.test.ts runs these rules and checks that each can fail.
const only = (name, path, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|e2e)/', pathNot: allowed },
  to: { path },
});
const forbid = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-circular', {}, { circular: true }, 'Two files that need each other are one file, or a third is missing.'),
    forbid(
      'every-import-resolves',
      {},
      { couldNotResolve: true },
      'A package that is not found has no path, and the rules below would not see it.',
    ),
    forbid('shared-is-a-leaf', { path: '^src/shared' }, { path: '^src/(?!shared)' }, 'shared imports nothing of ours.'),
    forbid(
      'shared-has-no-runtime',
      { path: '^src/shared', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
      'shared runs in Node and in the window.',
    ),
    forbid('pricing-is-a-leaf', { path: '^src/pricing' }, { path: '^src/(?!pricing|shared)|node_modules/electron' }),
    forbid('proxy-is-a-library', { path: '^src/proxy' }, { path: '^src/(host|main|cli|renderer|ledger)|node_modules/electron' }),
    forbid(
      'ledger-is-a-library',
      { path: '^src/ledger' },
      { path: '^src/(host|main|cli|renderer|proxy|pricing)|node_modules/electron' },
    ),
    forbid(
      'front-doors',
      { path: '^src/([^/]+)/' },
      { path: '^src/(proxy|ledger|pricing)/', pathNot: ['^src/$1/', '^src/(proxy|ledger|pricing)/index\\.ts$'] },
      'Proxy, ledger and pricing are reached by their index.ts only.',
    ),
    forbid(
      'only-host-reaches-libraries',
      { path: '^src/(main|cli|renderer|shared)', pathNot: '^src/cli/.+\\.test\\.ts$' },
      { path: '^src/(proxy|ledger|pricing)' },
      'main and cli go through the host.',
    ),
    forbid('host-knows-no-shell', { path: '^src/host' }, { path: '^src/(main|cli|renderer)|node_modules/electron' }),
    forbid('nobody-imports-the-shells', { path: '^src/(?!main|cli|renderer)' }, { path: '^src/(main|cli|renderer)' }),
    forbid('main-and-cli-are-apart', { path: '^src/(main|cli)/' }, { path: '^src/(main|cli|renderer)/', pathNot: '^src/$1/' }),
    forbid(
      'host-by-its-front-door',
      { path: '^src/(main|cli)/' },
      { path: '^src/host/', pathNot: '^src/host/index\\.ts$' },
      'main and cli reach the host by its index.ts only.',
    ),
    forbid(
      'renderer-is-sandboxed',
      { path: '^src/renderer' },
      { path: '^src/(main|cli|host|proxy|ledger|pricing)|node_modules/electron' },
    ),
    forbid('renderer-has-no-node', { path: '^src/renderer', pathNot: '\\.test\\.tsx?$' }, { dependencyTypes: ['core'] }),
    forbid(
      'features-by-their-front-door',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/([^/]+)/.+', pathNot: ['^src/renderer/features/$1/', '/index\\.ts$'] },
    ),
    forbid('ui-kit-knows-no-feature', { path: '^src/renderer/(ui|format|api)' }, { path: '^src/renderer/(features|app)' }),
    forbid(
      'pure-steps',
      {
        path: '^src/proxy/(canonical|budgets|decision|dialects|routing|failures|pipeline/(next-attempt|translate-[a-z-]+))',
        pathNot: '\\.test\\.ts$',
      },
      { dependencyTypes: ['core'] },
      'Pure steps do no I/O.',
    ),
    forbid(
      'dialects-are-islands',
      { path: '^src/proxy/dialects/([^/]+)/' },
      { path: '^src/proxy/dialects/([^/]+)/', pathNot: '^src/proxy/dialects/$1/' },
      'Dialects meet in canonical/ only.',
    ),
    forbid(
      'fakes-are-for-tests',
      { path: '^src', pathNot: '\\.test\\.tsx?$|^src/proxy/(testing|test)/' },
      { path: '^src/proxy/testing' },
    ),
    only('electron-only-in-main', 'node_modules/electron/', '^src/main|^e2e'),
    only('express-only-in-server', 'node_modules/express/', '^src/proxy/server/'),
    only('sqlite-only-in-ledger', 'node_modules/@photostructure/sqlite/', '^src/ledger/'),
    only('keytar-only-in-secrets', 'node_modules/(@github/)?keytar/', '^src/host/secrets/'),
    only('recharts-only-in-charts', 'node_modules/recharts/', '^src/renderer/ui/charts/'),
    only('re2js-only-in-rules', 'node_modules/re2js/', '^src/(proxy/routing/rules|host/bodies)/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
