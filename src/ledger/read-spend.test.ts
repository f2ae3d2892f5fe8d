import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetScope } from '../shared/config/budget-config';
import type { Attempt, Exchange } from '../shared/model/exchange';
import { UNKNOWN_COST } from '../shared/model/money';
import { UNKNOWN_USAGE } from '../shared/model/usage';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { openLedger, type Ledger } from './ledger';

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

  it('is exact where the span begins or ends within an hour', () => {
    record(NOON + 10, [{ cost: 1 }]);
    record(NOON + HOUR + 10, [{ cost: 10 }]);
    record(NOON + 2 * HOUR + 10, [{ cost: 100 }]);
    expect(spend({}, NOON + 11, NOON + 2 * HOUR + 10).spent).toBe(10);
    expect(spend({}, NOON + 10, NOON + 2 * HOUR + 11).spent).toBe(111);
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

  it('asks all that a scope gives', () => {
    record(NOON, [{ cost: 1 }], { route: 'think', project: '/a' });
    record(NOON, [{ cost: 10 }], { route: 'think', project: '/b' });
    record(NOON, [{ cost: 100 }], { route: 'default', project: '/a' });
    expect(spend({ route: 'think', project: '/a' }).spent).toBe(1);
    expect(spend({ route: 'think' }).spent).toBe(11);
  });
});
