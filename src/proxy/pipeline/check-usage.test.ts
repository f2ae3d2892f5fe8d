import { describe, expect, it } from 'vitest';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import type { UsageReport } from '../canonical/usage-report';
import { checkUsage } from './check-usage';

const BOUNDS = { provider: 'DeepSeek', contextWindow: 200_000, inputEstimate: 1_000 };

const report = (usage: Partial<Usage>, more: Partial<UsageReport> = {}): UsageReport => ({
  usage: { ...UNKNOWN_USAGE, input: 10, output: 5, ...usage, estimated: false },
  reportedCost: null,
  ...more,
});

it('leaves a report alone that can be', () => {
  const fine = report(
    { cacheRead: 199_000, cacheWrite: 50, cacheWrite1h: 50, reasoning: 5, webSearches: 3 },
    { reportedCost: 0.5 },
  );
  expect(checkUsage(fine, BOUNDS)).toEqual({ usage: fine.usage, reportedCost: 0.5, oddities: [] });
});

it.each([
  [{ figure: 'output', reported: -5, counted: 0 }, 'DeepSeek reported -5 tokens of output; they are counted as 0.'],
  [
    { figure: 'input', reported: 1_234.5, counted: 1_235 },
    'DeepSeek reported 1234.5 tokens of input; they are counted as 1,235.',
  ],
  [
    { figure: 'cacheRead', reported: null, counted: null },
    'DeepSeek reported tokens read from the cache that are no number; they are not counted.',
  ],
  [{ figure: 'webSearches', reported: -1, counted: 0 }, 'DeepSeek reported -1 web searches; they are counted as 0.'],
  [{ figure: 'cost', reported: -0.1, counted: null }, 'DeepSeek reported a cost of -$0.1, less than nothing; it is ignored.'],
  [{ figure: 'cost', reported: null, counted: null }, 'DeepSeek reported a cost that is no number; it is ignored.'],
] as const)('tells the fault %j in a sentence', (fault, sentence) => {
  expect(checkUsage(report({}, { faults: [fault] }), BOUNDS).oddities).toEqual([sentence]);
});

describe('clamps and tells', () => {
  it.each<[string, Partial<Usage>, Partial<Usage>, string]>([
    ['input beyond four windows', { input: 900_000_000 }, { input: 800_000 }, '900,000,000 tokens of input'],
    ['output beyond the window', { output: 200_001 }, { output: 200_000 }, '200,001 tokens of output'],
    ['reasoning beyond the output', { reasoning: 6 }, { reasoning: 5 }, '6 tokens of reasoning'],
    [
      'an hour’s part beyond the whole',
      { cacheWrite: 3, cacheWrite1h: 4 },
      { cacheWrite1h: 3 },
      '4 tokens written to the cache for an hour',
    ],
    ['searches without an end', { webSearches: 1_001 }, { webSearches: 1_000 }, '1,001 web searches'],
  ])('%s', (_what, usage, counted, words) => {
    const checked = checkUsage(report(usage), BOUNDS);
    expect(checked.usage).toEqual({ ...report(usage).usage, ...counted });
    expect(checked.oddities).toEqual([expect.stringContaining(`DeepSeek reported ${words}, more than there can be`)]);
  });

  it('the largest kind of input only, where all kinds together are too much', () => {
    const { usage, oddities } = checkUsage(report({ input: 7, cacheRead: 5_000_000, cacheWrite: 100 }), BOUNDS);
    expect(usage).toMatchObject({ input: 7, cacheWrite: 100, cacheRead: 799_893 });
    expect(oddities).toHaveLength(1);
  });

  it('takes our count of the request for the measure, where that is more than the window says', () => {
    const bounds = { ...BOUNDS, contextWindow: null, inputEstimate: 50_000 };
    expect(checkUsage(report({ input: 300_000 }), bounds).oddities).toEqual([]);
    expect(checkUsage(report({ input: 300_001 }), bounds).usage.input).toBe(300_000);
    expect(checkUsage(report({ output: 10_000_001 }), bounds).usage.output).toBe(10_000_000);
  });
});

it('ignores a cost that no request can have', () => {
  const checked = checkUsage(report({}, { reportedCost: 1_000.5 }), BOUNDS);
  expect(checked).toMatchObject({
    reportedCost: null,
    oddities: ['DeepSeek reported a cost of $1000.5, more than a request can cost; it is ignored.'],
  });
});

it('takes a report of nothing but zeros for none', () => {
  const { usage, oddities } = checkUsage(report({ input: 0, cacheRead: 0, output: 0 }), BOUNDS);
  expect(usage).toMatchObject({ input: null, cacheRead: null, output: null });
  expect(oddities).toEqual(['DeepSeek reported no tokens at all; they are estimated.']);
  expect(checkUsage(report({ input: 0, cacheRead: 4, output: 0 }), BOUNDS).oddities).toEqual([]);
});
