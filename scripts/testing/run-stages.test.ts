import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatTable, formatTotals, runStages } from './run-stages.mjs';

const stage = (name: string, failed: number, needs?: string[]) => ({
  name,
  ...(needs && { needs }),
  run: async () => ({ passed: 1, failed }),
});

describe('runStages', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue();
    vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => vi.restoreAllMocks());

  it('goes on after a stage that failed', async () => {
    const rows = await runStages([stage('lint', 1), stage('unit', 0)], {});
    expect(rows.map((row) => [row.name, row.passed, row.failed])).toEqual([
      ['lint', 1, 1],
      ['unit', 1, 0],
    ]);
  });

  it('does not run a stage whose need failed, and counts it as failed', async () => {
    const rows = await runStages([stage('build', 1), stage('package', 0, ['build']), stage('e2e', 0, ['build', 'package'])], {});
    expect(rows.slice(1)).toMatchObject([
      { passed: 0, failed: 1, note: 'not run: build failed' },
      { passed: 0, failed: 1, note: 'not run: build and package failed' },
    ]);
  });

  it('counts a stage that throws as failed', async () => {
    const crashing = { name: 'unit', run: () => Promise.reject(new Error('planted by this test')) };
    expect(await runStages([crashing], {})).toMatchObject([{ passed: 0, failed: 1, note: 'crashed' }]);
  });

  it('begins no stage once it is stopped', async () => {
    expect(await runStages([stage('unit', 0)], {}, () => true)).toMatchObject([{ passed: 0, failed: 1 }]);
  });
});

describe('the summary', () => {
  const rows = [
    { name: 'lint', passed: 1, failed: 0, milliseconds: 4_200 },
    { name: 'unit', passed: 40, failed: 2, note: '2 skipped', milliseconds: 61_040 },
  ];

  it('adds up all stages', () => {
    expect(formatTotals(rows)).toBe('41 passed, 2 failed');
  });

  it('has a line for each stage', () => {
    expect(formatTable(rows).slice(1)).toEqual([
      '  lint             1       0     4.2 s',
      '  unit            40       2    61.0 s   2 skipped',
    ]);
  });
});
