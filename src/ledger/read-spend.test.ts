import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetScope } from '../shared/config/budget-config';
import { findWindow } from '../shared/local-time';
import type { Spend, SpendQuery } from '../shared/model/budget';
import type { Attempt, Exchange } from '../shared/model/exchange';
import { UNKNOWN_COST } from '../shared/model/money';
import { UNKNOWN_USAGE } from '../shared/model/usage';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { openLedger, type Ledger } from './ledger';
import { anyExchange, SPAN } from './testing/any-exchange';

const HOUR = 3_600_000;
const NOON = new Date(2026, 5, 12, 12).getTime();

let folder: string;
let ledger: Ledger;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-spend-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

interface Billed {
  providerId?: string;
  keyId?: string | null;
  cost: number | null;
  playMoney?: boolean;
  outcome?: Attempt['outcome'];
}

function attempt(
  number: number,
  { providerId = 'deepseek', keyId = null, cost, playMoney = false, outcome = 'ok' }: Billed,
): Attempt {
  return {
    number,
    providerId,
    model: 'm',
    keyId,
    lane: 'translated',
    outcome,
    status: 200,
    startedAfterMs: 1,
    endedAfterMs: 9,
    error: null,
    usage: { ...UNKNOWN_USAGE, output: 5, estimated: false },
    cost: { ...UNKNOWN_COST, total: cost, playMoney },
  };
}

/** Records an exchange whose attempts are billed so; its own cost is what is known of theirs. */
function record(startedAt: number, billed: Billed[], fields: Partial<Exchange> = {}): void {
  const attempts = billed.map((one, index) => attempt(index + 1, one));
  const known = billed.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const total = known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
  const exchange = sampleExchange({
    id: `req_${count++}`,
    startedAt,
    providerId: attempts.at(-1)?.providerId ?? null,
    attempts,
    cost: { ...UNKNOWN_COST, total, playMoney: billed.at(-1)?.playMoney ?? false },
    usage: { ...UNKNOWN_USAGE, output: 5 * billed.length, estimated: false },
    ...fields,
  });
  ledger.record({ kind: 'finished', exchange });
}

const spend = (scope: BudgetScope, from = NOON, before = NOON + HOUR) => ledger.readSpend({ scope, from, before });

describe('the spend of a span', () => {
  it('adds what began in it, its end left out, and counts answers without a price', () => {
    record(NOON - 1, [{ cost: 1 }]);
    record(NOON, [{ cost: 10 }]);
    record(NOON + HOUR - 1, [{ cost: 100 }]);
    record(NOON + HOUR, [{ cost: 1000 }]);
    record(NOON + 5, [{ cost: null }]);
    expect(spend({})).toEqual({ spent: 110, unpriced: 1 });
  });

  it('leaves out what is in flight and the money of the simulator', () => {
    record(NOON, [{ cost: 5, playMoney: true }]);
    record(NOON, [{ cost: 7 }], { outcome: 'in-flight' });
    expect(spend({})).toEqual({ spent: 0, unpriced: 0 });
  });

  it('counts a provider and a key by attempt, failed ones too', () => {
    record(NOON, [
      { providerId: 'openrouter', keyId: 'env:A', cost: 3, outcome: 'failed' },
      { providerId: 'deepseek', keyId: 'env:A', cost: 40 },
    ]);
    record(NOON, [{ providerId: 'openrouter', keyId: 'env:B', cost: 500 }]);
    expect(spend({ provider: 'openrouter' }).spent).toBe(503);
    expect(spend({ provider: 'openrouter', key: 'env:A' }).spent).toBe(3);
    expect(spend({ provider: 'deepseek' }).spent).toBe(40);
    expect(spend({}).spent).toBe(543);
  });

  it('counts a folder with what lies below it, and no other whose name only begins alike', () => {
    const projects = ['/home/ada/yard', '/home/ada/yard/deep', '/home/ada/yardarm', null, 'C:\\yard\\in', 'C:\\yard'];
    projects.forEach((project, index) => record(NOON, [{ cost: 10 ** index }], { project }));
    expect(spend({ project: '/home/ada/yard' }).spent).toBe(11);
    expect(spend({ project: '/home/ada/yard/' }).spent).toBe(11);
    expect(spend({ project: 'C:\\yard' }).spent).toBe(110_000);
  });

  it('takes calls that name no key for those of the only key that there was, where it is told to', () => {
    record(NOON, [{ keyId: null, cost: 1 }]);
    record(NOON, [{ keyId: 'env:A', cost: 10 }]);
    record(NOON, [{ keyId: 'env:B', cost: 100 }]);
    const query = { scope: { provider: 'deepseek', key: 'env:A' }, from: NOON, before: NOON + HOUR };
    expect(ledger.readSpend({ ...query, takesKeyless: true }).spent).toBe(11);
    expect(ledger.readSpend(query).spent).toBe(10);
  });

  it('counts what other attempts have cost where the answer itself has no price', () => {
    const cost = { ...UNKNOWN_COST, total: null };
    record(NOON, [{ cost: 7, outcome: 'failed' }, { cost: null }], { cost });
    record(NOON, [{ cost: 5, playMoney: true, outcome: 'failed' }, { cost: null }], { cost });
    expect(spend({})).toEqual({ spent: 7, unpriced: 2 });
  });

  it('counts an answer without a price by itself, though an attempt before it has one', () => {
    record(NOON, [
      { cost: 7, outcome: 'failed' },
      { providerId: 'openrouter', cost: null },
    ]);
    expect(spend({})).toEqual({ spent: 7, unpriced: 1 });
    expect(spend({ provider: 'openrouter' })).toEqual({ spent: 0, unpriced: 1 });
  });

  it('counts real money that was spent before the simulator answered', () => {
    record(NOON, [
      { cost: 7, outcome: 'failed' },
      { cost: 900, playMoney: true },
    ]);
    expect(spend({})).toEqual({ spent: 7, unpriced: 0 });
  });

  it('keeps what requests have cost that were deleted since', async () => {
    record(NOON, [{ cost: 10 }], { project: '/a' });
    record(NOON + 5, [{ cost: null, keyId: 'env:A' }]);
    const deleted = await ledger.keeping.applyRetention(
      { days: 1, bodyDays: null, maxMegabytes: null },
      { now: NOON + 3 * 24 * HOUR, force: true, signal: new AbortController().signal },
    );
    expect(deleted.exchanges).toBe(2);
    ledger.close();
    ledger = openLedger(join(folder, 'ledger.db'));
    expect(ledger.listExchanges({ before: null, limit: 10 })).toEqual([]);
    expect(spend({})).toEqual({ spent: 10, unpriced: 1 });
    expect(spend({ project: '/a' }).spent).toBe(10);
    expect(spend({ provider: 'deepseek', key: 'env:A' }).unpriced).toBe(1);
  });

  it('asks all that a scope gives', () => {
    record(NOON, [{ cost: 1 }], { route: 'think', project: '/a' });
    record(NOON, [{ cost: 10 }], { route: 'think', project: '/b' });
    record(NOON, [{ cost: 100 }], { route: 'default', project: '/a' });
    expect(spend({ route: 'think', project: '/a' }).spent).toBe(1);
    expect(spend({ route: 'think' }).spent).toBe(11);
  });
});

/** Added up one by one, by another way than the ledger's. */
function addUp(exchanges: Exchange[], { scope, from, before, takesKeyless = false }: SpendQuery): Spend {
  const sum = { spent: 0, unpriced: 0 };
  const { route, provider, project, key } = scope;
  for (const exchange of exchanges) {
    if (exchange.outcome === 'in-flight' || exchange.startedAt < from || exchange.startedAt >= before) continue;
    if (route !== undefined && exchange.route !== route) continue;
    if (project !== undefined && exchange.project !== project && !exchange.project?.startsWith(`${project}/`)) continue;
    const { outcome, usage, cost, providerId } = exchange;
    for (const one of exchange.attempts.length > 0 ? exchange.attempts : [{ outcome, usage, cost, providerId, keyId: null }]) {
      if (one.cost?.playMoney ?? cost.playMoney) continue;
      if (provider !== undefined && one.providerId !== provider) continue;
      if (key !== undefined && one.keyId !== key && !(takesKeyless && one.keyId === null)) continue;
      const total = one.cost?.total ?? null;
      sum.spent += total ?? 0;
      if (total === null && (one.outcome === 'ok' || (one.usage?.output ?? 0) > 0)) sum.unpriced += 1;
    }
  }
  return sum;
}

describe('the spend of a random history', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  /** None, or any mix of the four; a key stands beside its provider. */
  const anyScope: fc.Arbitrary<BudgetScope> = fc
    .record(
      {
        route: fc.constantFrom('default' as const, 'background' as const),
        project: fc.constantFrom('/home/ada', '/home/ada/yard', '/never/seen'),
        owner: fc.constantFrom({ provider: 'deepseek' }, { provider: 'openrouter' }, { provider: 'deepseek', key: 'env:A' }),
      },
      { requiredKeys: [] },
    )
    .map(({ owner, ...scope }) => ({ ...scope, ...owner }));
  const anyWindow = fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const);
  const anyMoment = fc.integer({ min: SPAN.from, max: SPAN.to - 1 });
  const anyHistory = fc.array(anyExchange, { minLength: 1, maxLength: 30 });

  // In two of them the clocks are set in this span, in Lord Howe by half an hour.
  it.each(['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'is that of its rows added up one by one, of every scope and window, in %s',
    (name) => {
      process.env.TZ = name;
      fc.assert(
        fc.property(anyHistory, anyScope, anyWindow, anyMoment, fc.boolean(), (history, scope, per, moment, takesKeyless) => {
          ledger.close();
          ledger = openLedger(':memory:');
          const rows = history.map((exchange, index) => ({ ...exchange, id: `req_${index}` }));
          for (const exchange of rows) ledger.record({ kind: 'progressed', exchange });
          // A window that holds something, more often than not.
          for (const time of [moment, rows[0]!.startedAt]) {
            const { start, end } = findWindow(per, time);
            const query = { scope, from: start, before: end, takesKeyless };
            expect(ledger.readSpend(query)).toEqual(addUp(rows, query));
          }
        }),
        { numRuns: 100, seed: 5 },
      );
    },
  );
});
