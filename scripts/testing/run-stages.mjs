import { formatSeconds } from '../setup/steps.mjs';

/**
 * Runs stages one after another, with `env` as their environment, and goes on when one fails; a stage whose `needs`
 * did not pass is not run and counts as one failed. Once `isStopped()` is true no further stage begins.
 * Resolves to a row for each: { name, passed, failed, note?, milliseconds }.
 */
export async function runStages(stages, env, isStopped = () => false) {
  const rows = [];
  for (const stage of stages) {
    const missing = rows.filter((row) => row.failed > 0 && stage.needs?.includes(row.name)).map((row) => row.name);
    const why = isStopped() ? 'not run: interrupted' : missing.length > 0 ? `not run: ${missing.join(' and ')} failed` : null;
    const startedAt = performance.now();
    if (!why) console.log(`\n${stage.name}`);
    const counts = why ? { passed: 0, failed: 1, note: why } : await runStage(stage, env);
    rows.push({ name: stage.name, ...counts, milliseconds: performance.now() - startedAt });
  }
  return rows;
}

async function runStage(stage, env) {
  try {
    return await stage.run(env);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, note: 'crashed' };
  }
}

/** The table of stages as lines of text. */
export function formatTable(rows) {
  const cells = rows.map((row) => [
    row.name.padEnd(10),
    String(row.passed).padStart(7),
    String(row.failed).padStart(7),
    formatSeconds(row.milliseconds).padStart(9),
    row.note ? `  ${row.note}` : '',
  ]);
  return [['stage'.padEnd(10), ' passed', ' failed', '     time', ''], ...cells].map((line) => `  ${line.join(' ')}`.trimEnd());
}

/** The totals of rows as the run's last line says them: `N passed, N failed`. */
export function formatTotals(rows) {
  const sum = (kind) => rows.reduce((total, row) => total + row[kind], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
