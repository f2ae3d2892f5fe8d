/**
 * Counts are { passed, failed, note? }. What was skipped or never ran is failed: nothing may be left out silently.
 */
const plural = (count, what) => (count > 0 ? [`${count} ${what}`] : []);

function addNote(counts, notes) {
  return notes.length > 0 ? { ...counts, note: notes.join(', ') } : counts;
}

/** Counts of Vitest's JSON report, or null when `report` is none. A test file that cannot be loaded counts as one failed. */
export function countVitest(report) {
  if (!Array.isArray(report?.testResults)) return null;
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter((test) => test.status === 'failed').length;
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const skipped = tests.length - passed - failed;
  return addNote({ passed, failed: failed + skipped + unloaded }, [
    ...plural(skipped, 'skipped'),
    ...plural(unloaded, 'files not loaded'),
  ]);
}

/** Counts of Playwright's JSON report, or null when `report` is none. An error outside any test counts as one failed. */
export function countPlaywright(report) {
  const stats = report?.stats;
  if (!stats) return null;
  const outside = report.errors?.length ?? 0;
  return addNote({ passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped + outside }, [
    ...plural(stats.skipped, 'skipped'),
    ...plural(stats.flaky, 'flaky'),
    ...plural(outside, 'errors outside the tests'),
  ]);
}

/**
 * The counts to believe, given a runner's own (null: it left no report) and its exit code: a runner that ran nothing,
 * or that failed though all its tests passed, counts as one failed.
 */
export function judgeRun(counts, exitCode) {
  if (counts === null) return { passed: 0, failed: 1, note: `crashed (exit code ${exitCode})` };
  if (counts.passed + counts.failed === 0) return { passed: 0, failed: 1, note: 'ran no test' };
  if (exitCode !== 0 && counts.failed === 0)
    return { ...counts, failed: 1, note: `exit code ${exitCode} though every test passed` };
  return counts;
}
