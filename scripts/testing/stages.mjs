import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup/paths.mjs';
import { runForeground } from '../setup/run-foreground.mjs';
import { countPlaywright, countVitest, judgeRun } from './count-results.mjs';

const reports = path.join(root, 'node_modules', '.cache', 'switchyard');
const inPackage = (file) => path.join(root, 'node_modules', file);

const programs = {
  eslint: inPackage('eslint/bin/eslint.js'),
  prettier: inPackage('prettier/bin/prettier.cjs'),
  tsc: inPackage('typescript/bin/tsc'),
  vitest: inPackage('vitest/vitest.mjs'),
  playwright: inPackage('playwright/cli.js'),
  package: path.join(root, 'scripts/package.mjs'),
};

// Ctrl+C reaches the runner from the terminal itself, and it then cleans up; a second signal would stop it in that.
const signals = { SIGINT: null, SIGTERM: 'SIGINT' };

const runNode = (env, ...args) => runForeground(process.execPath, args, { cwd: root, env, signals });

/** A stage that passes or fails as a whole. */
function checkStage(name, ...args) {
  return {
    name,
    run: async (env) => ((await runNode(env, ...args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  };
}

/** A stage that counts its tests, through the JSON report that its runner writes. */
function testStage(name, needs, count, toCommand) {
  return {
    name,
    needs,
    run: async (env) => {
      const report = path.join(reports, `${name}.json`);
      fs.mkdirSync(reports, { recursive: true });
      fs.rmSync(report, { force: true });
      const { args, variables } = toCommand(report);
      const exitCode = await runNode({ ...env, ...variables }, ...args);
      const counts = fs.existsSync(report) ? count(JSON.parse(fs.readFileSync(report, 'utf8'))) : null;
      return judgeRun(counts, exitCode);
    },
  };
}

function playwrightStage(name, needs, projects) {
  return testStage(name, needs, countPlaywright, (report) => ({
    args: [programs.playwright, 'test', '--reporter=list,json', ...projects.map((project) => `--project=${project}`)],
    variables: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  }));
}

const lint = checkStage('lint', programs.eslint, '.');
const format = checkStage('format', programs.prettier, '--check', '.');
const types = checkStage('types', programs.tsc, '--build');
const build = checkStage('build', path.join(root, 'scripts/build.mjs'));
const unit = testStage('unit', ['build'], countVitest, (report) => ({
  args: [programs.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  variables: {},
}));
const packaged = { ...checkStage('package', programs.package), needs: ['build'] };
const e2e = playwrightStage('e2e', ['build', 'package'], ['stories', 'packaged']);
const client = playwrightStage('client', ['build'], ['client']);

/** The stages of `npm test`, and of `npm test NAME`. A stage's `needs` are stages that must have passed before it. */
export const plans = {
  all: [lint, format, types, build, unit, packaged, e2e, client],
  unit: [build, unit],
  e2e: [build, packaged, e2e],
  client: [build, client],
};
