import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Keeping } from '../../ledger';
import type { Retention } from '../../shared/config/logging-config';
import type { LogEntry } from '../logs/create-logs';
import { createActivity, type Activity } from './activity';
import { tidyLedger, type Tidier } from './tidy-ledger';

const RETENTION: Retention = { days: 180, bodyDays: 14, maxMegabytes: 100 };
const MINUTE = 60_000;

let open: Set<string>;
let activity: Activity;
let calls: string[];
let bytes: number;
let held: string | null;
let fault: Error | null;
let logged: LogEntry[];
let warned: string[];
let tidier: Tidier;

beforeEach(() => {
  vi.useFakeTimers();
  open = new Set();
  activity = createActivity(Date.now);
  activity.follow(open);
  calls = [];
  bytes = 1_000_000;
  held = null;
  fault = null;
  logged = [];
  warned = [];
  const keeping = {
    info: () => Promise.resolve({ bytes }),
    usedBytes: () => bytes,
    previewRetention: () => Promise.resolve({ held }),
    async applyRetention(retention: Retention, { force }: { force: boolean }) {
      if (fault) throw fault;
      calls.push(`apply ${retention.days}${force ? ' by force' : ''}`);
      return { exchanges: 2, bodies: 1 };
    },
    async returnPages({ mayGoOn }: { mayGoOn(): boolean }) {
      calls.push('return pages');
      bytes -= 1_000;
      return mayGoOn() ? 1_000 : null;
    },
  } as unknown as Keeping;
  tidier = tidyLedger({
    keeping: () => keeping,
    activity,
    log: (entry) => void logged.push(entry),
    warn: (message) => void warned.push(message),
    now: Date.now,
  });
});

afterEach(async () => {
  await tidier.close();
  vi.useRealTimers();
});

describe('the ledger is kept tidy', () => {
  it('some time after the start and then every few hours, with a line in the log and nothing else', async () => {
    tidier.follow(RETENTION);
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual(['apply 180', 'return pages']);
    expect(logged).toEqual([
      {
        level: 'info',
        message: 'retention: old requests and bodies were deleted',
        fields: { requests: 2, bodies: 1, bytes: 1_000 },
      },
    ]);
    expect(warned).toEqual([]);
    await vi.advanceTimersByTimeAsync(4 * 60 * MINUTE);
    expect(calls).toHaveLength(4);
  });

  it('again after a change of the setting, and not for the same setting', async () => {
    tidier.follow(RETENTION);
    await vi.advanceTimersByTimeAsync(MINUTE);
    tidier.follow({ ...RETENTION });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(calls).toHaveLength(2);
    tidier.follow({ ...RETENTION, days: 30 });
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(calls.slice(2)).toEqual(['apply 30', 'return pages']);
  });

  it('not while a request runs, nor soon after it', async () => {
    open.add('req_1');
    tidier.follow(RETENTION);
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(MINUTE / 2);
    open.clear();
    activity.touch();
    await vi.advanceTimersByTimeAsync(MINUTE / 4);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(calls).toEqual(['apply 180', 'return pages']);
  });

  it('at once where the file is far too large, but gives no pages back while a request runs', async () => {
    open.add('req_1');
    bytes = 126_000_000;
    tidier.follow(RETENTION);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(calls).toEqual(['apply 180']);
  });

  it('whenever the user asks, whatever the clock says', async () => {
    open.add('req_1');
    expect(await tidier.applyNow(RETENTION)).toEqual({ exchanges: 2, bodies: 1, bytes: 1_000 });
    expect(calls).toEqual(['apply 180 by force', 'return pages']);
  });
});

describe('the user is told', () => {
  it('once that the clock may have leapt', async () => {
    held = 'The clock says 2036-01-01.';
    tidier.follow(RETENTION);
    await vi.advanceTimersByTimeAsync(9 * 60 * MINUTE);
    expect(warned).toEqual([held]);
  });

  it('that deleting failed, and it is tried again', async () => {
    fault = new Error('the disk is full');
    tidier.follow(RETENTION);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(warned).toEqual(['Old requests could not be deleted: the disk is full']);
    fault = null;
    await vi.advanceTimersByTimeAsync(4 * 60 * MINUTE);
    expect(calls).toEqual(['apply 180', 'return pages']);
  });
});
