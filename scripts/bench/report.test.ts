import { describe, expect, it } from 'vitest';
import { describeResult, roundFigures } from './report.mjs';
import { judgeTargets } from './targets.mjs';

const lane = (firstTokenToFloor: number, cpuToFloor: number | null) => ({
  firstTokenP50: firstTokenToFloor * 2,
  firstTokenP99: 9,
  totalP50: 3,
  totalP99: 9,
  requestsPerSecond: 100,
  requests: 50,
  errors: 0,
  cpuMs: cpuToFloor,
  memoryMb: 80,
  addedMs: 1,
  addedToFloor: 1,
  firstTokenToFloor,
  cpuToFloor,
});

const turn = (number: number, beyondFloorMs: number) => ({
  turn: number,
  bodyKb: number * 4,
  lanes: { floor: { firstTokenMs: 1 }, passthrough: { firstTokenMs: 1 + beyondFloorMs, beyondFloorMs } },
});

const place = (bodyKb: number, passthrough: ReturnType<typeof lane>) => ({
  bodyKb,
  wide: false,
  connections: 1,
  events: 200,
  lanes: { floor: lane(1, 1), passthrough },
});

function makeResult(passthrough = lane(1.25, 1.7)) {
  const result = {
    measuredAt: '2026-11-23',
    quick: false,
    machine: { cpu: 'A CPU', cores: 2, memoryGb: 8, platform: 'linux x64', node: '20.0.0', loadBefore: 0.1, loadAfter: 2 },
    cases: [place(20, passthrough), place(800, lane(1.1, 1.2))],
    conversation: { rounds: 5, window: 10, early: turn(20, 1), late: turn(200, 1.2), growth: { passthrough: 1.2 } },
    delay: {
      bodyKb: 20,
      connections: 64,
      seconds: 15,
      lanes: { passthrough: { paced: { p50: 1, p99: 21, errors: 0 }, atOnce: { p50: 9, p99: 90, errors: 2 } } },
    },
    memory: { requests: 10_000, bodyKb: 20, connections: 8, errors: 0, started: 80, after: 119, peak: 121, idle: 100 },
    ledger: {
      exchanges: 1_000_000,
      bodies: 50_000,
      megabytes: 650,
      rowsPerSecond: 9_000,
      figures: [
        { name: 'a day by route', span: 'day', p50: 1, p95: 2, cpuMs: 1 },
        { name: 'a year by session', span: 'year', p50: 70, p95: 101, cpuMs: 71 },
      ],
      pages: [
        { name: 'none', common: true, p50: 3, p95: 4, cpuMs: 3 },
        { name: 'a route', common: true, p50: 6, p95: 19, cpuMs: 6 },
        { name: 'something odd', common: false, p50: 26, p95: 60, cpuMs: 26 },
      ],
      searches: [{ name: 'all: function', p50: 20, p95: 201, cpuMs: 20 }],
      counts: [{ name: 'none', p50: 60, p95: 61, cpuMs: 60 }],
    },
    notes: ['A peer is not measured.'],
  };
  return { ...result, targets: judgeTargets(result) };
}

const verdicts = (result: ReturnType<typeof makeResult>) =>
  Object.fromEntries(
    result.targets.map(({ text, value, met }: { text: string; value: number | null; met: boolean | null }) => [
      text,
      [value, met],
    ]),
  );

describe('judgeTargets', () => {
  it('holds each figure against its limit', () => {
    expect(verdicts(makeResult())).toMatchObject({
      'first token, passthrough, 20 KB, to the floor': [1.25, true],
      'CPU a request, passthrough, 20 KB, to the floor': [1.7, false],
      'first token, passthrough, 800 KB, to the floor': [1.1, true],
      'growing conversation, passthrough: the late turn beyond the floor, to the early one': [1.2, true],
      'GET /health, p99 under 64 streams, passthrough': [21, false],
      'memory after the last of many requests': [119, true],
      'ledger: the slowest query of a dashboard, p95': [101, false],
      'ledger: the newest page of the log, p95': [4, true],
      'ledger: the slowest page with a common filter, p95': [19, true],
      'ledger: the slowest search in bodies, first page, p95': [201, false],
    });
  });

  it('leaves open what was not measured', () => {
    expect(verdicts(makeResult(lane(1.25, null)))).toMatchObject({
      'CPU a request, passthrough, 20 KB, to the floor': [null, null],
      'first token, translated, 20 KB, to the floor': [null, null],
    });
  });
});

describe('describeResult', () => {
  const lineOf = (text: string, start: RegExp) => text.split('\n').find((line) => start.test(line));

  it('puts the ratios of the kept result beside the new ones, by case and lane', () => {
    const text = describeResult(makeResult(), makeResult(lane(2.5, 3.4)));
    expect(lineOf(text, /^ +20 +1 +200 +passthrough/)).toMatch(/ 1\.25x +2\.50x .* 1\.70x +3\.40x /);
    expect(lineOf(text, /^ +800 +1 +200 +passthrough/)).toMatch(/ 1\.10x +1\.10x /);
    expect(text).toContain('"was" is the kept result of 2026-11-23 (A CPU, Node 20.0.0).');
  });

  it('shows a dash where there is nothing to compare with', () => {
    expect(lineOf(describeResult(makeResult(), null), /^ +20 +1 +200 +passthrough/)).toMatch(/ 1\.25x +– .* 1\.70x +– /);
  });

  it('compares a case only with the same case', () => {
    const before = makeResult(lane(2.5, 3.4));
    for (const each of before.cases) each.wide = true;
    expect(describeResult(makeResult(), before)).not.toContain('2.50x');
  });

  it('says which targets are met, which not, and which are unknown', () => {
    const text = describeResult(makeResult(), null);
    expect(text).toMatch(/^ {2}met +1\.25x of 1\.3x +first token, passthrough, 20 KB/m);
    expect(text).toMatch(/^ {2}NOT MET +1\.70x of 1\.6x +CPU a request, passthrough, 20 KB/m);
    expect(text).toMatch(/^ {2}unknown +– of 1\.6x +first token, translated, 20 KB/m);
  });

  it('names failures and what was left out', () => {
    const failing = { ...lane(1, 1), errors: 3, firstError: 'no whole answer' };
    const text = describeResult(makeResult(failing), null);
    expect(text).toContain('3 failed; the first: no whole answer');
    expect(text).toContain('2 streams failed');
    expect(text).toContain('A peer is not measured.');
  });
});

describe('roundFigures', () => {
  it('cuts figures to three digits, however deep, and leaves the rest', () => {
    expect(roundFigures({ a: 1.23456, b: [{ c: 2 / 3 }, null], d: 'text', e: true })).toEqual({
      a: 1.235,
      b: [{ c: 0.667 }, null],
      d: 'text',
      e: true,
    });
  });
});
