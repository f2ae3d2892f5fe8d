import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const rulesFile = join(root, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(rulesFile) as { forbidden: { name: string }[] };
const SLOW_MACHINE_MS = 120_000;

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

/** Cruises folders of a project with our rules, as the command line does. */
async function cruise(project: string, folders: string[]): Promise<Cruise> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const parameters = [program, ...folders, '--config', rulesFile, '--output-type', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: project, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Cruise;
}

describe('our own modules', () => {
  // With a TypeScript that the cruiser cannot use it reads no .ts file and reports success: so look at what it read.
  it(
    'keep to the boundaries, all of them read',
    async () => {
      const { modules, summary } = await cruise(root, ['src', 'e2e']);
      const sources = new Set(modules.map(({ source }) => source));
      for (const known of [
        'src/shared/config/config-schema.ts',
        'src/proxy/index.ts',
        'src/ledger/index.ts',
        'src/host/secrets/keychain.ts',
        'src/main/index.ts',
        'src/main/preload/preload.ts',
        'src/cli/index.ts',
        'src/renderer/app/main.tsx',
      ]) {
        expect(sources).toContain(known);
      }
      expect(sources).toContain('node_modules/keytar/lib/keytar.js');
      expect([...sources].some((source) => source.startsWith('e2e/'))).toBe(true);
      expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    },
    SLOW_MACHINE_MS,
  );
});

/** One bad import for each rule: from a file of the tree, to another one, a package or a Node built-in. */
const BAD_IMPORTS: Record<string, [from: string, to: string]> = {
  'no-circular': ['src/host/circle-back.ts', 'src/host/circle.ts'],
  'every-import-resolves': ['src/host/lost.ts', 'no-such-package'],
  'shared-is-a-leaf': ['src/shared/leaf.ts', 'src/host/index.ts'],
  'shared-has-no-runtime': ['src/shared/reads-files.ts', 'node:fs'],
  'pricing-is-a-leaf': ['src/pricing/asks-proxy.ts', 'src/proxy/index.ts'],
  'proxy-is-a-library': ['src/proxy/asks-ledger.ts', 'src/ledger/index.ts'],
  'ledger-is-a-library': ['src/ledger/asks-proxy.ts', 'src/proxy/index.ts'],
  'front-doors': ['src/host/by-the-window.ts', 'src/proxy/pipeline/run-pipeline.ts'],
  'only-host-reaches-libraries': ['src/cli/skips-host.ts', 'src/ledger/index.ts'],
  'host-knows-no-shell': ['src/host/asks-main.ts', 'src/main/index.ts'],
  'nobody-imports-the-shells': ['src/ledger/asks-renderer.ts', 'src/renderer/app/main.tsx'],
  'main-and-cli-are-apart': ['src/main/asks-cli.ts', 'src/cli/index.ts'],
  'host-by-its-front-door': ['src/main/by-the-window.ts', 'src/host/secrets/keychain.ts'],
  'renderer-is-sandboxed': ['src/renderer/api/asks-main.ts', 'src/main/index.ts'],
  'renderer-has-no-node': ['src/renderer/app/reads-files.tsx', 'node:fs'],
  'features-by-their-front-door': ['src/renderer/features/routes/peeks.tsx', 'src/renderer/features/costs/costs-store.ts'],
  'ui-kit-knows-no-feature': ['src/renderer/ui/button.tsx', 'src/renderer/features/costs/index.ts'],
  'pure-steps': ['src/proxy/decision/classify.ts', 'node:fs'],
  'dialects-are-islands': ['src/proxy/dialects/openai-chat/peeks.ts', 'src/proxy/dialects/anthropic-messages/index.ts'],
  'fakes-are-for-tests': ['src/proxy/server/fakes-it.ts', 'src/proxy/testing/fake-upstream.ts'],
  'electron-only-in-main': ['src/cli/opens-window.ts', 'electron'],
  'express-only-in-server': ['src/proxy/pipeline/receive.ts', 'express'],
  'sqlite-only-in-ledger': ['src/host/queries.ts', '@photostructure/sqlite'],
  'keytar-only-in-secrets': ['src/main/reads-keys.ts', 'keytar'],
  'recharts-only-in-charts': ['src/renderer/features/costs/draws.tsx', 'recharts'],
  're2js-only-in-rules': ['src/proxy/pipeline/matches.ts', 're2js'],
};

/** Imports that the rules must let pass, or they would forbid everything. */
const GOOD_IMPORTS: [from: string, to: string][] = [
  ['src/host/circle-back.ts', 'src/shared/errors.ts'],
  ['src/host/run-proxy.ts', 'src/proxy/index.ts'],
  ['src/host/run-ledger.ts', 'src/ledger/index.ts'],
  ['src/host/secrets/keychain.ts', 'keytar'],
  ['src/main/window.ts', 'electron'],
  ['src/main/window.ts', 'src/host/index.ts'],
  ['src/cli/serve.ts', 'src/host/index.ts'],
  ['src/proxy/server/listen.ts', 'express'],
  ['src/proxy/server/listen.ts', 'node:fs'],
  ['src/proxy/server/listen.test.ts', 'src/proxy/testing/fake-upstream.ts'],
  ['src/proxy/dialects/gemini/index.ts', 'src/proxy/dialects/gemini/wire.ts'],
  ['src/proxy/dialects/gemini/wire.test.ts', 'node:fs'],
  ['src/ledger/open.ts', '@photostructure/sqlite'],
  ['src/renderer/features/routes/page.tsx', 'src/renderer/features/costs/index.ts'],
  ['src/renderer/ui/charts/bars.tsx', 'recharts'],
  ['e2e/stories/first.spec.ts', 'src/proxy/testing/fake-upstream.ts'],
];

describe('each rule', () => {
  let project = '';

  afterEach(() => rm(project, { recursive: true, force: true }));

  it('has a bad import planted for it here', () => {
    expect(Object.keys(BAD_IMPORTS).sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it(
    'reports its own planted violation, and lets a good import pass',
    async () => {
      project = await mkdtemp(join(tmpdir(), 'switchyard-boundaries-'));
      const closingTheCircle: [string, string] = ['src/host/circle.ts', 'src/host/circle-back.ts'];
      await plant(project, [...Object.values(BAD_IMPORTS), ...GOOD_IMPORTS, closingTheCircle]);
      const { violations } = (await cruise(project, ['src', 'e2e'])).summary;

      const reported = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
      const silent = Object.entries(BAD_IMPORTS).filter(([name, [from]]) => !reported.has(`${name}: ${from}`));
      expect(silent.map(([name]) => name)).toEqual([]);

      const bad = new Set([...Object.values(BAD_IMPORTS), closingTheCircle].map(([from]) => from));
      expect(violations.filter(({ from }) => !bad.has(from))).toEqual([]);
    },
    SLOW_MACHINE_MS,
  );
});

/** Writes a project in which each `from` imports its `to`; what is imported is made if it is ours or a known package. */
async function plant(project: string, imports: [from: string, to: string][]): Promise<void> {
  const files = new Map<string, string>();
  const add = (path: string, line = '') => files.set(path, `${files.get(path) ?? 'export {};\n'}${line}`);
  for (const [from, to] of imports) {
    const ours = to.startsWith('src/');
    if (ours) add(to);
    add(from, `import '${ours ? relativeImport(from, to) : to}';\n`);
  }
  for (const name of ['electron', 'express', 'keytar', 'recharts', 're2js', '@photostructure/sqlite']) {
    files.set(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    files.set(`node_modules/${name}/index.js`, '');
  }
  for (const [path, text] of files) {
    await mkdir(join(project, dirname(path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await copyFile(join(root, 'tsconfig.base.json'), join(project, 'tsconfig.base.json'));
  await writeFile(join(project, 'package.json'), '{"name": "planted", "type": "module"}');
}

function relativeImport(from: string, to: string): string {
  const path = relative(dirname(from), to)
    .replaceAll('\\', '/')
    .replace(/\.tsx?$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}
