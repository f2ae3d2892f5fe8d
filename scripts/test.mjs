#!/usr/bin/env node
// npm test [unit|e2e|client]: sets up what is missing, then runs the stages. The last line is `N passed, N failed`.
import { installClaudeClient } from './setup/claude-client.mjs';
import { runtimeEnvironment } from './setup/electron-runtime.mjs';
import { preparePackages, prepareRuntime, prepareSystem } from './setup/prepare.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { reportFailure, runEntry, runStep } from './setup/steps.mjs';
import { cleanEnvironment } from './testing/clean-environment.mjs';
import { formatTable, formatTotals, runStages } from './testing/run-stages.mjs';
import { plans } from './testing/stages.mjs';

/** Prepares all that the stages need and resolves to the environment they run in. */
async function prepareTests(plan) {
  await preparePackages();
  const runtime = await prepareRuntime();
  await prepareSystem(runtime, { forTests: true });
  const environment = { ...cleanEnvironment(process.env), ...runtimeEnvironment(runtime) };
  if (!plan.some((stage) => stage.name === 'client')) return environment;
  let binary = process.env.SWITCHYARD_CLAUDE_BINARY;
  await runStep('claude code client', async (doing) => {
    if (binary) return `SWITCHYARD_CLAUDE_BINARY (${binary})`;
    const client = await installClaudeClient(doing);
    binary = client.binary;
    return client.text;
  });
  return { ...environment, SWITCHYARD_CLAUDE_BINARY: binary };
}

function choosePlan(name) {
  if (Object.hasOwn(plans, name)) return plans[name];
  throw new SetupError(`There is no test stage ${name}.`, 'Use one of unit, e2e, client, or none for all.');
}

await runEntry(async () => {
  let rows = [{ name: 'setup', passed: 0, failed: 1, milliseconds: 0 }];
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isStopped = true));
  try {
    const plan = choosePlan(process.argv[2] ?? 'all');
    rows = await runStages(plan, await prepareTests(plan), () => isStopped);
    console.log(`\n${formatTable(rows).join('\n')}\n`);
  } catch (error) {
    reportFailure(error);
  }
  console.log(formatTotals(rows));
  return rows.every((row) => row.failed === 0) ? 0 : 1;
});
