import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, judgeRun } from './count-results.mjs';

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

describe('countVitest', () => {
  it('counts what passed and what failed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed', 'passed'), file('failed', 'failed')] })).toEqual({
      passed: 2,
      failed: 1,
    });
  });

  it('counts a skipped test and a todo as failed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed', 'skipped', 'todo')] })).toEqual({
      passed: 1,
      failed: 2,
      note: '2 skipped',
    });
  });

  it('counts a file that could not be loaded as one failed', () => {
    expect(countVitest({ testResults: [file('passed', 'passed'), file('failed')] })).toEqual({
      passed: 1,
      failed: 1,
      note: '1 files not loaded',
    });
  });

  it('knows what is no report', () => {
    expect(countVitest({})).toBeNull();
    expect(countVitest(null)).toBeNull();
  });
});

describe('countPlaywright', () => {
  const stats = { expected: 3, unexpected: 0, skipped: 0, flaky: 0 };

  it('counts what passed and what failed', () => {
    expect(countPlaywright({ stats: { ...stats, unexpected: 2 }, errors: [] })).toEqual({ passed: 3, failed: 2 });
  });

  it('counts skipped tests as failed', () => {
    expect(countPlaywright({ stats: { ...stats, skipped: 1 }, errors: [] })).toMatchObject({ passed: 3, failed: 1 });
  });

  it('counts an error outside the tests, such as a setup that threw, as failed', () => {
    expect(countPlaywright({ stats: { ...stats, expected: 0 }, errors: [{ message: 'no display' }] })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('knows what is no report', () => {
    expect(countPlaywright({})).toBeNull();
  });
});

describe('judgeRun', () => {
  it('believes the counts of a run that ended well', () => {
    expect(judgeRun({ passed: 4, failed: 0 }, 0)).toEqual({ passed: 4, failed: 0 });
  });

  it('counts a run without a report as one failed', () => {
    expect(judgeRun(null, 134)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a run of no tests as one failed, whatever its exit code', () => {
    expect(judgeRun({ passed: 0, failed: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a failing exit code as one failed when every test passed', () => {
    expect(judgeRun({ passed: 4, failed: 0 }, 1)).toMatchObject({ passed: 4, failed: 1 });
  });
});
