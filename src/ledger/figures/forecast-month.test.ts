import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNKNOWN_COST } from '../../shared/model/money';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { openLedger, type Ledger } from '../ledger';

let folder: string;
let ledger: Ledger;
let count = 0;
const zone = process.env.TZ;

beforeEach(() => {
  process.env.TZ = 'Europe/Berlin';
  folder = mkdtempSync(join(tmpdir(), 'switchyard-forecast-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** At noon of a day of local time; the day may lie beyond the month. */
function spend(month: number, day: number, cost: number, playMoney = false): void {
  ledger.record({
    kind: 'finished',
    exchange: sampleExchange({
      id: `req_${count++}`,
      startedAt: new Date(2026, month, day, 12).getTime(),
      cost: { ...UNKNOWN_COST, total: Math.round(cost), playMoney },
    }),
  });
}

const APRIL = 3;
const at = (day: number, hour = 0) => new Date(2026, APRIL, day, hour).getTime();

describe('the forecast of a month', () => {
  it('goes on as the days before did', () => {
    for (let day = -30; day < 16; day++) spend(APRIL, day, 100);
    expect(ledger.forecastMonth(at(16))).toEqual({
      monthStart: at(1),
      monthEnd: at(31),
      spent: 1500,
      expected: 3000,
      low: 3000,
      high: 3000,
      days: 46,
    });
  });

  it('knows the days of the week', () => {
    for (let day = -40; day < 18; day++) {
      const weekday = new Date(2026, APRIL, day).getDay();
      if (weekday !== 0 && weekday !== 6) spend(APRIL, day, 100);
    }
    // The 18th is a Saturday: of the thirteen days that are left nine are working days.
    expect(ledger.forecastMonth(at(18)).expected).toBe(1300 + 900);
  });

  it('takes of today what is left of it', () => {
    for (let day = -30; day < 30; day++) spend(APRIL, day, 100);
    spend(APRIL, 30, 70);
    expect(ledger.forecastMonth(at(30, 18)).expected).toBe(2900 + 70 + 25);
  });

  it('says nothing while there are fewer than seven whole days, and counts days without requests from the first on', () => {
    spend(APRIL, 9, 700);
    expect(ledger.forecastMonth(at(15, 12))).toMatchObject({ spent: 700, expected: null, low: null, high: null, days: 6 });
    expect(ledger.forecastMonth(at(16))).toMatchObject({ spent: 700, expected: 700 + 15 * 100, days: 7 });
  });

  it('says nothing of a ledger without requests', () => {
    expect(ledger.forecastMonth(at(15))).toMatchObject({ spent: 0, expected: null, days: 0 });
  });

  it('is of real money alone', () => {
    for (let day = 1; day < 16; day++) {
      spend(APRIL, day, 100);
      spend(APRIL, day, 9_999, true);
    }
    expect(ledger.forecastMonth(at(16))).toMatchObject({ spent: 1500, expected: 3000 });
  });

  it('never has a range that begins below what is spent', () => {
    for (let day = 1; day < 16; day++) spend(APRIL, day, day === 3 ? 100_000 : 0);
    const { spent, low, high } = ledger.forecastMonth(at(16));
    expect(low).toBe(spent);
    expect(high).toBeGreaterThan(spent);
  });
});
