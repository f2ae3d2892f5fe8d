import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger, type Ledger } from '../../ledger';
import { createPriceBook, type PresentPrices, type PricedProvider, type PriceSource } from '../../pricing';
import { OwnPrice } from '../../shared/config/price-config';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import { UNKNOWN_COST, type Cost } from '../../shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { recalculate, type CostsLedger } from './recalculate';

const NOON = Date.UTC(2026, 10, 23, 12);
const EVER = { from: null, to: null };

let folder: string;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-recalculate-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

const usage = (more: Partial<Usage>): Usage => ({ ...UNKNOWN_USAGE, estimated: false, ...more });
const cost = (more: Partial<Cost>): Cost => ({ ...UNKNOWN_COST, ...more });
const UNPRICED = cost({});

function attempt(target: string, its: Partial<Attempt>): Attempt {
  const [providerId = '', model = ''] = target.split('/');
  return {
    number: 1,
    providerId,
    model,
    keyId: null,
    lane: 'translated',
    outcome: 'ok',
    status: 200,
    startedAfterMs: 0,
    endedAfterMs: 10,
    error: null,
    usage: null,
    cost: null,
    ...its,
  };
}

let lastId = 0;

/** Records an exchange as the proxy does: its usage and cost are those of its attempts together. */
function record(attempts: Attempt[], more: Partial<Exchange> = {}): string {
  const id = `req_${String(++lastId)}`;
  const billed = attempts.filter((one) => one.cost !== null);
  const total = billed.at(-1)?.cost?.total ?? null;
  const exchange = sampleExchange({
    id,
    startedAt: NOON,
    attempts: attempts.map((one, index) => ({ ...one, number: index + 1 })),
    usage: billed.at(-1)?.usage ?? UNKNOWN_USAGE,
    cost: {
      ...(billed.at(-1)?.cost ?? UNKNOWN_COST),
      total: total === null ? null : billed.reduce((sum, one) => sum + (one.cost?.total ?? 0), 0),
    },
    ...more,
  });
  ledger.record({ kind: 'finished', exchange });
  return id;
}

const find = (id: string): Exchange => {
  const found = ledger.listExchanges({ before: null, limit: 1_000 }).find((exchange) => exchange.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
};

const PROVIDERS: Record<string, PriceSource> = {
  home: 'unknown',
  anthropic: { genai: 'anthropic' },
  openai: { genai: 'openai' },
  router: { genai: 'openrouter' },
  ollama: 'free',
};

function present(own: unknown[] = [], first: string | null = null): PresentPrices {
  const providers = new Map(
    Object.entries(PROVIDERS).map(([id, prices]): [string, PricedProvider] => [id, { id, prices, playMoney: false }]),
  );
  const [id = '', model = ''] = first?.split('/') ?? [];
  const provider = providers.get(id);
  return {
    book: createPriceBook({ own: own.map((price) => OwnPrice.parse(price)) }),
    providers,
    first: provider ? { provider, model } : null,
  };
}

const serve = (): CostsLedger => ({
  count: async (span) => ledger.countCosts(span),
  list: async (span, limit) => ledger.listForCosts(span, limit),
  async put(costs) {
    ledger.putCosts(costs);
  },
});

const preview = (prices: PresentPrices, span: { from: number | null; to: number | null } = EVER) =>
  recalculate(serve(), prices, span, false, () => undefined);
const apply = (prices: PresentPrices, span: { from: number | null; to: number | null } = EVER) =>
  recalculate(serve(), prices, span, true, () => undefined);

describe('costs that are computed again', () => {
  it('are there for what was unpriced, and the preview says so before', async () => {
    const id = record([attempt('home/m', { usage: usage({ input: 1_000, output: 100 }), cost: UNPRICED })]);
    const prices = present([{ target: 'home/*', input: 2, output: 10 }]);
    const expected = {
      requests: 1,
      changed: 1,
      unpricedBefore: 1,
      unpricedAfter: 0,
      before: 0,
      after: 3_000_000,
      targets: [
        expect.objectContaining({ target: 'home/m', requests: 1, changed: 1, before: 0, after: 3_000_000, source: 'your own' }),
      ],
    };
    expect(await preview(prices)).toMatchObject(expected);
    expect(find(id).cost.total).toBeNull();
    expect(await apply(prices)).toMatchObject(expected);
    expect(find(id).cost).toMatchObject({ total: 3_000_000, input: 2_000_000, output: 1_000_000, source: 'your own' });
    expect(find(id).attempts[0]?.cost?.total).toBe(3_000_000);
  });

  it('are of each attempt, the failed one before a fallback too, and the exchange has their sum', async () => {
    const id = record([
      attempt('home/a', {
        outcome: 'failed',
        usage: usage({ input: 1_000, output: 0 }),
        cost: cost({ total: 7, source: 'your own' }),
      }),
      attempt('home/none', { outcome: 'failed', status: 429 }),
      attempt('home/b', { usage: usage({ input: 1_000, output: 500 }), cost: cost({ total: 9, source: 'your own' }) }),
    ]);
    await apply(
      present([
        { target: 'home/a', input: 1, output: 1 },
        { target: 'home/b', input: 3, output: 4 },
      ]),
    );
    const { attempts, cost: sum } = find(id);
    expect(attempts.map((one) => one.cost?.total ?? null)).toEqual([1_000_000, null, 5_000_000]);
    expect(sum).toMatchObject({ total: 6_000_000, input: 4_000_000, output: 2_000_000 });
  });

  it('are not touched where the provider reported them, where they are play money, and where nothing was billed', async () => {
    const reported = record([
      attempt('router/m', {
        usage: usage({ input: 10, output: 10 }),
        cost: cost({ total: 5, source: 'provider', sourceDate: '2026-11-23' }),
      }),
    ]);
    const played = record([
      attempt('home/sim', {
        usage: usage({ input: 10, output: 10 }),
        cost: cost({ total: 8, source: 'provider', playMoney: true }),
      }),
    ]);
    const failed = record([attempt('home/m', { outcome: 'failed', status: 500 })], { outcome: 'failed' });
    const before = [reported, played, failed].map(find);
    const told = await apply(
      present([
        { target: 'home/*', input: 2, output: 2 },
        { target: 'router/*', input: 2, output: 2 },
      ]),
    );
    expect(told).toMatchObject({ requests: 2, changed: 0, before: 5, after: 5, unpricedBefore: 0, unpricedAfter: 0 });
    expect([reported, played, failed].map(find)).toEqual(before);
  });

  it('go by size and by the day of the exchange, by the kind of token, and by the rate', async () => {
    const bill = (model: string, its: Partial<Usage>, startedAt = NOON) =>
      record([attempt(model, { usage: usage(its), cost: UNPRICED })], { startedAt });
    const large = bill('anthropic/claude-sonnet-4-6', { input: 250_000, output: 100 }, Date.UTC(2026, 2, 12, 23));
    const later = bill('anthropic/claude-sonnet-4-6', { input: 250_000, output: 100 }, Date.UTC(2026, 2, 13));
    const hour = bill('anthropic/claude-opus-5-5', { input: 10, output: 400, cacheWrite: 6_000, cacheWrite1h: 4_000 });
    const batch = bill('anthropic/claude-haiku-4-5', { input: 2_000, output: 1_000, webSearches: 1, serviceTier: 'batch' });
    const flex = bill('openai/gpt-5.5', { input: 20_000, output: 2_000, cacheRead: 100_000, serviceTier: 'flex' });
    const free = bill('ollama/qwen3', { input: 90_000, output: 4_000 });
    await apply(present());
    expect([large, later, hour, batch, flex, free].map((id) => find(id).cost.total)).toEqual([
      1_502_250_000, 751_500_000, 50_040_000, 13_500_000, 105_000_000, 0,
    ]);
  });

  it('leave an estimate one, and what no price is known of unpriced', async () => {
    const guessed = record([attempt('home/m', { usage: usage({ input: 500, output: 5, estimated: true }), cost: UNPRICED })]);
    const unknown = record([attempt('home/other', { usage: usage({ input: 500, output: 5 }), cost: UNPRICED })]);
    expect(await apply(present([{ target: 'home/m', input: 2, output: 2 }]))).toMatchObject({ changed: 1, unpricedAfter: 1 });
    expect(find(guessed)).toMatchObject({ cost: { total: 1_010_000 }, usage: { estimated: true } });
    expect(find(unknown).cost).toEqual(UNPRICED);
  });

  it('become unknown again where a price of the user’s own was taken back', async () => {
    const id = record([
      attempt('home/m', { usage: usage({ input: 5, output: 5 }), cost: cost({ total: 50, source: 'your own' }) }),
    ]);
    expect(await apply(present())).toMatchObject({ changed: 1, unpricedBefore: 0, unpricedAfter: 1, before: 50, after: 0 });
    expect(find(id).cost.total).toBeNull();
  });

  it('stay where the provider is no longer there, unless a price of the user’s own fits it', async () => {
    const id = record([
      attempt('gone/m', { usage: usage({ input: 5, output: 5 }), cost: cost({ total: 50, source: 'models.dev' }) }),
    ]);
    expect(await apply(present())).toMatchObject({ changed: 0 });
    await apply(present([{ target: 'gone/m', input: 1, output: 1 }]));
    expect(find(id).cost.total).toBe(10_000);
  });

  it('change only what began in the span', async () => {
    const ids = [NOON - 1, NOON, NOON + 1].map((startedAt) =>
      record([attempt('home/m', { usage: usage({ input: 1, output: 1 }), cost: UNPRICED })], { startedAt }),
    );
    await apply(present([{ target: 'home/m', input: 1, output: 1 }]), { from: NOON, to: NOON + 1 });
    expect(ids.map((id) => find(id).cost.total)).toEqual([null, 2_000, null]);
  });

  it('leave requests alone that still run', async () => {
    const id = record([attempt('home/m', { outcome: 'in-flight', usage: usage({ input: 1, output: 1 }), cost: UNPRICED })], {
      outcome: 'in-flight',
    });
    expect(await apply(present([{ target: 'home/m', input: 1, output: 1 }]))).toMatchObject({ requests: 0 });
    expect(find(id).cost.total).toBeNull();
  });
});

describe('what the default route would have cost', () => {
  const own = [
    { target: 'home/m', input: 1, output: 1 },
    { target: 'home/first', input: 4, output: 4 },
  ];
  const one = (model: string, total: number | null, defaultCost: number | null) =>
    record(
      [
        attempt(model, {
          usage: usage({ input: 1_000, output: 0 }),
          cost: cost({ total, source: total === null ? null : 'your own' }),
        }),
      ],
      {
        defaultCost,
      },
    );

  it('follows the cost where the two were one, is filled in where it was not known, and otherwise stays', async () => {
    const same = one('home/first', 70, 70);
    const missing = one('home/m', null, null);
    const other = one('home/m', 1_000_000, 300);
    expect(await apply(present(own, 'home/first'))).toMatchObject({ requests: 3, changed: 3, compared: 0 });
    expect([same, missing, other].map((id) => find(id).defaultCost)).toEqual([4_000_000, 4_000_000, 300]);
  });

  it('is counted by itself where nothing else changes', async () => {
    const id = record([
      attempt('home/m', {
        usage: usage({ input: 1_000, output: 0 }),
        cost: {
          ...cost({ total: 1_000_000, source: 'your own' }),
          input: 1_000_000,
          output: 0,
          cacheRead: 0,
          cacheWrite: 0,
          fees: 0,
        },
      }),
    ]);
    expect(await preview(present(own, 'home/first'))).toMatchObject({ changed: 0, compared: 1 });
    expect(await apply(present(own, 'home/first'))).toMatchObject({ changed: 0, compared: 1 });
    expect(find(id).defaultCost).toBe(4_000_000);
  });
});

describe('a recalculation', () => {
  const prices = () => present([{ target: 'home/*', input: 1, output: 2 }], 'anthropic/claude-opus-5-5');
  const fill = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      record([attempt('home/m', { usage: usage({ input: index, output: 1 }), cost: UNPRICED })], {
        startedAt: NOON + Math.floor(index / 3),
      }),
    );

  it('goes through all pages, tells how far it is, and changes nothing the second time', async () => {
    fill(1_001);
    const told: number[] = [];
    const first = await recalculate(serve(), prices(), EVER, true, (done, total) => told.push(done, total));
    expect(first).toMatchObject({ requests: 1_001, changed: 1_001, unpricedAfter: 0 });
    expect(told.slice(-2)).toEqual([1_001, 1_001]);
    expect(await apply(prices())).toMatchObject({
      requests: 1_001,
      changed: 0,
      compared: 0,
      before: first.after,
      after: first.after,
    });
  });

  it('that ends in the middle leaves whole pages, and the next one goes on', async () => {
    fill(600);
    let pages = 0;
    const broken = {
      ...serve(),
      put: async (costs: Parameters<CostsLedger['put']>[0]) => {
        pages += 1;
        if (pages === 3) throw new Error('The thread is gone.');
        ledger.putCosts(costs);
      },
    };
    await expect(recalculate(broken, prices(), EVER, true, () => undefined)).rejects.toThrow('The thread is gone.');
    const rows = ledger.listExchanges({ before: null, limit: 1_000 });
    const priced = rows.filter((exchange) => exchange.cost.total !== null);
    expect(priced.length).toBeGreaterThanOrEqual(200);
    expect(priced.length).toBeLessThan(600);
    for (const exchange of priced) expect(exchange.attempts[0]?.cost).toEqual(exchange.cost);
    expect(await apply(prices())).toMatchObject({ requests: 600, changed: 600 - priced.length, unpricedAfter: 0 });
  });

  it('skips a request that is deleted between reading and writing', async () => {
    fill(2);
    const [first, second] = ledger.listForCosts({ from: 0, before: Number.MAX_SAFE_INTEGER }, 10);
    if (!first || !second) throw new Error('There are two.');
    const gone = { id: 'req_gone', cost: UNPRICED, defaultCost: null, attempts: [] };
    const changed = { id: second.id, cost: cost({ total: 3 }), defaultCost: null, attempts: [cost({ total: 3 })] };
    expect(ledger.putCosts([gone, changed])).toBe(1);
    expect(find(first.id)).toEqual(first);
    expect(find(second.id).cost.total).toBe(3);
  });

  const anyCost = fc.option(
    fc.constantFrom(
      UNPRICED,
      cost({ total: 900, source: 'your own' }),
      cost({ total: 40, source: 'provider' }),
      cost({ total: 40, source: 'provider', playMoney: true }),
      cost({ total: 77, input: 70, output: 7, cacheRead: 0, cacheWrite: 0, fees: 0, source: 'genai-prices (x)' }),
    ),
  );
  const count = fc.option(fc.nat(400_000));
  const anyAttempt = fc.record({
    target: fc.constantFrom('home/m', 'home/dear', 'anthropic/claude-sonnet-4-5', 'openai/gpt-5.5', 'ollama/x', 'gone/y'),
    cost: anyCost,
    usage: fc.record({ input: count, output: count, cacheRead: count, cacheWrite: count, webSearches: fc.option(fc.nat(3)) }),
    serviceTier: fc.constantFrom('standard' as const, 'batch' as const, 'priority' as const, null),
  });
  const anyExchange = fc.record({
    startedAt: fc.integer({ min: NOON - 5, max: NOON + 5 }),
    attempts: fc.array(anyAttempt, { maxLength: 3 }),
    defaultCost: fc.option(fc.constantFrom(0, 77, 900)),
  });

  it('does what its preview said, and has nothing left to do then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyExchange, { maxLength: 12 }), async (exchanges) => {
        const file = join(mkdtempSync(join(folder, 'run-')), 'ledger.db');
        const outer = ledger;
        ledger = openLedger(file);
        try {
          for (const { startedAt, attempts, defaultCost } of exchanges)
            record(
              attempts.map((one) =>
                attempt(one.target, {
                  usage: one.cost === null ? null : usage({ ...one.usage, serviceTier: one.serviceTier }),
                  cost: one.cost,
                }),
              ),
              { startedAt, defaultCost },
            );
          const chosen = present(
            [
              { target: 'home/*', input: 1, output: 2 },
              { target: 'gone/y', input: 3, output: 3 },
            ],
            'home/dear',
          );
          const said = await preview(chosen);
          expect(await apply(chosen)).toEqual(said);
          expect(await preview(chosen)).toMatchObject({ changed: 0, compared: 0, before: said.after, after: said.after });
        } finally {
          ledger.close();
          ledger = outer;
        }
      }),
      { numRuns: 40 },
    );
  });
});
