import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dimension, ExchangeFilter } from '../shared/model/exchange-filter';
import type { Exchange } from '../shared/model/exchange';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { openLedger, type Ledger } from './ledger';
import { countExchanges, listExchanges } from './list-exchanges';
import { anyExchange, sampleAttempt, SPAN } from './testing/any-exchange';

let folder: string;
let ledger: Ledger;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-list-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

function record(...exchanges: Exchange[]): void {
  for (const exchange of exchanges) ledger.record({ kind: 'progressed', exchange });
}

/** All pages of a filter, a few rows each. */
function listAll(filter: ExchangeFilter, limit: number, list: Ledger['listExchanges'] = ledger.listExchanges): string[] {
  const ids: string[] = [];
  for (let before: number | null = null; ;) {
    const page = list({ before, limit, filter });
    if (page.length === 0) return ids;
    ids.push(...page.map(({ id }) => id));
    before = page.at(-1)!.startedAt;
  }
}

/** By way of the figures alone, as in a large ledger most rows are found. */
function listByFigures(filter: ExchangeFilter): string[] {
  ledger.flush();
  const database = new DatabaseSync(join(folder, 'ledger.db'));
  try {
    return listExchanges(database, { before: null, limit: 9, filter }, 0).map(({ id }) => id);
  } finally {
    database.close();
  }
}

/** Whether an exchange fits, said without SQL. */
function fits(exchange: Exchange, filter: ExchangeFilter): boolean {
  const places = exchange.attempts.length > 0 ? exchange.attempts : [{ ...exchange, keyId: null }];
  const within = (value: number | null, from = -Infinity, to = Infinity) => value !== null && value >= from && value <= to;
  const modelOf = ({ providerId, model }: (typeof places)[number]) => (providerId === null ? null : `${providerId}/${model}`);
  const values: Record<Dimension, (string | null)[]> = {
    route: [exchange.route],
    scenario: [exchange.scenario],
    client: [exchange.client],
    session: [exchange.sessionId],
    project: [exchange.project],
    status: [exchange.status === null ? null : String(exchange.status)],
    provider: places.map(({ providerId }) => providerId),
    model: places.map(modelOf),
    key: places.map(({ providerId, keyId }) => (keyId === null ? null : `${providerId} ${keyId}`)),
  };
  const unpriced =
    exchange.outcome !== 'in-flight' &&
    places.some((place) => (place.cost?.total ?? null) === null && (place.outcome === 'ok' || (place.usage?.output ?? 0) > 0));
  const estimated = exchange.usage.estimated && (exchange.usage.input ?? exchange.usage.output) !== null;
  const { where = {}, modelLike, outcomes, playMoney } = filter;
  const [head = '', tail = ''] = modelLike?.split('*') ?? [];
  return (
    (Object.entries(where) as [Dimension, (string | null)[]][]).every(([name, wanted]) =>
      values[name].some((value) => wanted.includes(value)),
    ) &&
    (modelLike === undefined || values.model.some((model) => model?.startsWith(head) && model.endsWith(tail))) &&
    within(exchange.startedAt, filter.from ?? undefined, (filter.to ?? Infinity) - 1) &&
    (filter.statusFrom === undefined || within(exchange.status, filter.statusFrom)) &&
    (filter.statusTo === undefined || within(exchange.status, undefined, filter.statusTo)) &&
    (outcomes?.includes(exchange.outcome) ?? true) &&
    (filter.costFrom === undefined || within(exchange.cost.total, filter.costFrom)) &&
    (filter.costTo === undefined || within(exchange.cost.total, undefined, filter.costTo)) &&
    (filter.durationFromMs === undefined || within(exchange.durationMs, filter.durationFromMs)) &&
    (filter.durationToMs === undefined || within(exchange.durationMs, undefined, filter.durationToMs)) &&
    (playMoney === undefined || exchange.cost.playMoney === playMoney) &&
    (filter.unpriced === undefined || unpriced === filter.unpriced) &&
    (filter.estimated === undefined || estimated === filter.estimated) &&
    (filter.odd === undefined || exchange.oddities.length > 0 === filter.odd) &&
    (filter.fellBack === undefined || exchange.attempts.length > 1 === filter.fellBack)
  );
}

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });

const anyFilter = fc.record(
  {
    where: fc.record(
      {
        route: some(null, 'default'),
        client: some('codex/1.9', 'never seen'),
        session: some('a', 'b', null),
        project: some<string | null>('/home/ada/yard', null),
        status: some('429', '200', null),
        provider: some('openrouter', null),
        model: some('openrouter/two/three', 'deepseek/one'),
        key: some('deepseek env:A', null),
      },
      { requiredKeys: [] },
    ),
    modelLike: fc.constantFrom('openrouter/*', '*three', 'deep*/one', 'deep_eek/one'),
    from: fc.option(fc.constant(SPAN.from + 20 * 86_400_000 + 12_345)),
    to: fc.option(fc.constant(SPAN.from + 40 * 86_400_000 + 12_345)),
    statusFrom: fc.constantFrom(300, 429),
    statusTo: fc.constantFrom(429, 500),
    outcomes: some('ok', 'failed', 'aborted', 'in-flight'),
    costFrom: fc.constant(10_000_000_000),
    costTo: fc.constant(60_000_000_000),
    durationFromMs: fc.constant(20_000),
    durationToMs: fc.constant(70_000),
    playMoney: fc.boolean(),
    unpriced: fc.boolean(),
    estimated: fc.boolean(),
    odd: fc.boolean(),
    fellBack: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** A filter asks for a few of all that it may ask for, or nothing would fit it. */
const anySmallFilter = fc
  .tuple(
    anyFilter,
    fc.subarray(
      [
        'where',
        'modelLike',
        'from',
        'to',
        'statusFrom',
        'statusTo',
        'outcomes',
        'costFrom',
        'costTo',
        'durationFromMs',
        'durationToMs',
        'playMoney',
        'unpriced',
        'estimated',
        'odd',
        'fellBack',
      ],
      { maxLength: 3 },
    ),
  )
  .map(
    ([filter, names]) => Object.fromEntries(Object.entries(filter).filter(([name]) => names.includes(name))) as ExchangeFilter,
  );

describe('exchanges by filter', () => {
  it('are those that fit, newest first, over all pages, and as many as are counted', () => {
    const exchanges = fc
      .sample(anyExchange, { numRuns: 100, seed: 21 })
      // Some begin in the same millisecond.
      .map((exchange, index) => ({
        ...exchange,
        id: `req_${index}`,
        startedAt: exchange.startedAt - (exchange.startedAt % 7_200_000),
      }));
    record(...exchanges);
    ledger.flush();
    const database = new DatabaseSync(join(folder, 'ledger.db'));
    let found = 0;
    fc.assert(
      fc.property(anySmallFilter, fc.constantFrom(7, 50), (filter, limit) => {
        const expected = exchanges
          .filter((exchange) => fits(exchange, filter))
          .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))
          .map(({ id }) => id);
        found += expected.length;
        expect(listAll(filter, limit)).toEqual(expected);
        // Of a large ledger most rows are found by way of the figures.
        expect(listAll(filter, limit, (query) => listExchanges(database, query, 3))).toEqual(expected);
        expect(ledger.countExchanges(filter)).toEqual({ count: expected.length, complete: true });
      }),
      { numRuns: 60, seed: 22 },
    );
    database.close();
    expect(found).toBeGreaterThan(400);
  });

  it('are found by any of their attempts, also where several conditions hold for different ones', () => {
    const attempts = [
      sampleAttempt({ providerId: 'openrouter', model: 'm', keyId: 'env:A', outcome: 'failed' }),
      sampleAttempt({ number: 2, keyId: 'env:B' }),
    ];
    record(sampleExchange({ id: 'req_1', attempts }));
    // The newest row is looked at in any case.
    record(sampleExchange({ id: 'req_2', startedAt: Date.UTC(2027, 0), providerId: null, model: null }));
    const ids = (where: ExchangeFilter['where']) => listByFigures({ where });
    expect(ids({ provider: ['openrouter'] })).toEqual(['req_1']);
    expect(ids({ key: ['deepseek env:B'] })).toEqual(['req_1']);
    expect(ids({ provider: ['openrouter'], model: ['deepseek/deepseek-chat'] })).toEqual(['req_1']);
    expect(ids({ key: ['deepseek env:A'] })).toEqual([]);
  });

  it('take a star for anything and every other sign for itself', () => {
    record(sampleExchange({ id: 'req_1', model: 'a_b%c' }), sampleExchange({ id: 'req_2', model: 'axbyc' }));
    const ids = (modelLike: string) =>
      ledger.listExchanges({ before: null, limit: 9, filter: { modelLike } }).map(({ id }) => id);
    expect(ids('*/a_b%c')).toEqual(['req_1']);
    expect(ids('deepseek/a*')).toEqual(['req_2', 'req_1']);
  });

  it('are counted as far as there is time, and it is said that there may be more', () => {
    record(sampleExchange({ id: 'req_1' }));
    ledger.flush();
    const database = new DatabaseSync(join(folder, 'ledger.db'));
    expect(countExchanges(database, {}, -1)).toEqual({ count: 0, complete: false });
    expect(countExchanges(database, {}, Infinity)).toEqual({ count: 1, complete: true });
    database.close();
  });

  it('still have those in flight among them, however long ago they began', () => {
    const startedAt = sampleExchange({ id: '' }).startedAt;
    record(sampleExchange({ id: 'req_1' }));
    record(sampleExchange({ id: 'req_other', route: null, startedAt: startedAt + 9 * 3_600_000 }));
    for (const hours of [-5, 0, 5]) {
      record(sampleExchange({ id: `req_${hours}`, outcome: 'in-flight', startedAt: startedAt + hours * 3_600_000 }));
    }
    expect(listByFigures({ where: { route: ['default'] } })).toEqual(['req_5', 'req_1', 'req_0', 'req_-5']);
  });
});

it('knows the values of a dimension that were seen, by a part of them', () => {
  for (const project of ['/home/ada/yard', '/home/ada/Shed', null]) record(sampleExchange({ id: `req_${count++}`, project }));
  const values = (text?: string) => ledger.listFigureValues({ dimension: 'project', limit: 5, text });
  expect(values()).toEqual(['/home/ada/Shed', '/home/ada/yard']);
  expect(values('shed')).toEqual(['/home/ada/Shed']);
  expect(ledger.listFigureValues({ dimension: 'session', limit: 5 })).toEqual([]);
});
