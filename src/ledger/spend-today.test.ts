import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../shared/model/exchange';
import { UNKNOWN_COST } from '../shared/model/money';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { openLedger, type Ledger } from './ledger';
import { findDayStart, findHourStart } from '../shared/local-time';

let folder: string;
let ledger: Ledger;
const zone = process.env.TZ;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-spend-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

let count = 0;

function record(time: string, cost: number | null, fields: Partial<Exchange> = {}): void {
  const exchange = sampleExchange({ id: `req_${count++}`, startedAt: Date.parse(time), ...fields });
  exchange.cost = { ...UNKNOWN_COST, total: cost, playMoney: fields.cost?.playMoney ?? false };
  ledger.record({ kind: 'finished', exchange });
}

describe('spend today', () => {
  it('counts from local midnight, in local hours', () => {
    process.env.TZ = 'Asia/Kolkata';
    record('2026-06-11T18:29:59.999Z', 1);
    record('2026-06-11T18:30:00Z', 10);
    record('2026-06-11T19:29:00Z', 100);
    record('2026-06-11T19:30:00Z', 1000);
    const { real } = ledger.spendToday(Date.parse('2026-06-12T10:00:00Z'));
    expect(real.dayStart).toBe(Date.parse('2026-06-11T18:30:00Z'));
    expect(real.total).toBe(1110);
    expect(real.buckets).toEqual([
      { hourStart: Date.parse('2026-06-11T18:30:00Z'), route: 'default', cost: 110, requests: 2 },
      { hourStart: Date.parse('2026-06-11T19:30:00Z'), route: 'default', cost: 1000, requests: 1 },
    ]);
  });

  it('keeps apart the hour that comes twice when summer time ends', () => {
    process.env.TZ = 'Europe/Berlin';
    record('2026-10-25T00:30:00Z', 1);
    record('2026-10-25T01:30:00Z', 2);
    const { real } = ledger.spendToday(Date.parse('2026-10-25T22:59:00Z'));
    expect(real.dayStart).toBe(Date.parse('2026-10-24T22:00:00Z'));
    expect(real.buckets.map((bucket) => [new Date(bucket.hourStart).toISOString(), bucket.cost])).toEqual([
      ['2026-10-25T00:00:00.000Z', 1],
      ['2026-10-25T01:00:00.000Z', 2],
    ]);
  });

  it('sums what has ended by route, dearest first, and counts failures and answers without a price', () => {
    process.env.TZ = 'UTC';
    record('2026-06-12T08:00:00Z', 5);
    record('2026-06-12T09:00:00Z', 50, { route: 'think' });
    record('2026-06-12T09:00:01Z', null, { route: 'think' });
    record('2026-06-12T09:10:00Z', null, { route: null, outcome: 'failed' });
    record('2026-06-12T09:20:00Z', null, { outcome: 'in-flight' });
    const { real } = ledger.spendToday(Date.parse('2026-06-12T10:00:00Z'));
    expect(real).toMatchObject({ total: 55, requests: 4, failed: 1, unpriced: 1 });
    expect(real.routes).toEqual([
      { route: 'think', requests: 2, failed: 0, cost: 50, unpriced: 1 },
      { route: 'default', requests: 1, failed: 0, cost: 5, unpriced: 0 },
      { route: null, requests: 1, failed: 1, cost: 0, unpriced: 0 },
    ]);
  });

  it('never adds play money to real money', () => {
    process.env.TZ = 'UTC';
    record('2026-06-12T08:00:00Z', 5);
    record('2026-06-12T08:00:01Z', 7, { cost: { ...UNKNOWN_COST, playMoney: true } });
    const { real, play } = ledger.spendToday(Date.parse('2026-06-12T10:00:00Z'));
    expect([real.total, play.total]).toEqual([5, 7]);
  });
});

describe('local time', () => {
  it('finds the first moment of a day whose midnight is skipped', () => {
    process.env.TZ = 'America/Santiago';
    const noon = Date.parse('2026-09-06T15:00:00Z');
    expect(new Date(findDayStart(noon)).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });

  it('finds the hour in a zone that is off by three quarters', () => {
    process.env.TZ = 'Asia/Kathmandu';
    expect(new Date(findHourStart(Date.parse('2026-06-12T10:20:30.5Z'))).toISOString()).toBe('2026-06-12T10:15:00.000Z');
  });
});
