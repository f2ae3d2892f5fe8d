import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dimension } from '../../shared/model/exchange-filter';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import type { Figures, FiguresBucket, FiguresQuery, FiguresResult } from '../../shared/model/figures';
import { UNKNOWN_COST, type Cost } from '../../shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { openLedger, type Ledger } from '../ledger';
import { anyExchange, sampleAttempt, SPAN } from '../testing/any-exchange';

let folder: string;
let ledger: Ledger;
const zone = process.env.TZ;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-figures-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const ALL: Dimension[] = ['route', 'scenario', 'provider', 'model', 'client', 'session', 'project', 'key', 'status'];
const BUCKETS: FiguresBucket[] = ['hour', 'day', 'week', 'month'];

let count = 0;

function record(time: string, fields: Partial<Exchange> = {}): Exchange {
  const exchange = sampleExchange({ id: `req_${count++}`, startedAt: Date.parse(time), ...fields });
  ledger.record({ kind: 'finished', exchange });
  return exchange;
}

function query(
  fields: Partial<Omit<FiguresQuery, 'from' | 'to'>> & { from: string | number; to: string | number },
): FiguresResult {
  const time = (value: string | number) => (typeof value === 'number' ? value : Date.parse(value));
  return ledger.queryFigures({
    playMoney: false,
    groupBy: null,
    bucket: null,
    limit: 1000,
    ...fields,
    from: time(fields.from),
    to: time(fields.to),
  });
}

/** Another ledger, without rows. */
function openFresh(): void {
  ledger.close();
  ledger = openLedger(join(folder, `ledger-${count++}.db`));
}

const priced = (total: number, playMoney = false): Cost => ({ ...UNKNOWN_COST, total, playMoney });
const used = (output: number): Usage => ({ ...UNKNOWN_USAGE, input: 10, output, estimated: false });

/** What exchanges come to, added up one by one: as simple as it can be said, and by another way than the ledger's. */
function addUp(exchanges: Exchange[], playMoney: boolean, groupBy: Dimension | null, fits: (exchange: Exchange) => boolean) {
  const groups = new Map<string | null, Figures>();
  const figures = (value: string | null): Figures => {
    if (!groups.has(value)) groups.set(value, nothing());
    return groups.get(value)!;
  };
  for (const exchange of exchanges.filter(({ outcome }) => outcome !== 'in-flight').filter(fits)) {
    const last = exchange.attempts.at(-1);
    if (exchange.cost.playMoney === playMoney) {
      const own = figures(valueOf(exchange, exchange.providerId, exchange.model, last?.keyId ?? null, groupBy));
      own.requests += 1;
      own.failed += Number(exchange.outcome === 'failed');
      own.aborted += Number(exchange.outcome === 'aborted');
      own.fellBack += Number(exchange.attempts.length > 1);
      own.odd += Number(exchange.oddities.length > 0);
      own.estimated += Number(exchange.usage.estimated && (exchange.usage.input ?? exchange.usage.output) !== null);
      if (exchange.defaultCost !== null && exchange.cost.total !== null) {
        own.saved += exchange.defaultCost - exchange.cost.total;
        own.savedOf += 1;
      }
      const output = last === undefined ? exchange.usage.output : (last.usage?.output ?? null);
      const { firstTokenMs, durationMs } = exchange;
      if (exchange.streaming && firstTokenMs !== null && durationMs !== null && output !== null && durationMs > firstTokenMs) {
        own.streamMs += durationMs - firstTokenMs;
        own.streamTokens += output;
      }
    }
    const whole = { ...exchange, keyId: null } as unknown as Attempt;
    for (const one of last === undefined ? [whole] : exchange.attempts) {
      if ((one.cost?.playMoney ?? exchange.cost.playMoney) !== playMoney) continue;
      const where = figures(valueOf(exchange, one.providerId, one.model, one.keyId, groupBy));
      if (one !== whole) {
        where.attempts += 1;
        where.failedAttempts += Number(one.outcome === 'failed' || one.outcome === 'timed-out');
      }
      for (const kind of Object.keys(where.tokens) as (keyof Figures['tokens'])[]) where.tokens[kind] += one.usage?.[kind] ?? 0;
      for (const kind of Object.keys(where.cost) as (keyof Figures['cost'])[]) where.cost[kind] += one.cost?.[kind] ?? 0;
      where.webSearches += one.usage?.webSearches ?? 0;
      where.unpriced += Number((one.cost?.total ?? null) === null && (one.outcome === 'ok' || (one.usage?.output ?? 0) > 0));
    }
  }
  return groups;
}

function nothing(): Figures {
  return {
    requests: 0,
    failed: 0,
    aborted: 0,
    fellBack: 0,
    attempts: 0,
    failedAttempts: 0,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0, reasoning: 0 },
    webSearches: 0,
    cost: { total: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, fees: 0 },
    unpriced: 0,
    estimated: 0,
    odd: 0,
    saved: 0,
    savedOf: 0,
    streamMs: 0,
    streamTokens: 0,
  };
}

function valueOf(
  exchange: Exchange,
  provider: string | null,
  model: string | null,
  key: string | null,
  dimension: Dimension | null,
): string | null {
  switch (dimension) {
    case null:
      return null;
    case 'provider':
      return provider;
    case 'model':
      return provider === null ? null : `${provider}/${model}`;
    case 'key':
      return key === null ? null : `${provider} ${key}`;
    case 'session':
      return exchange.sessionId;
    case 'status':
      return exchange.status === null ? null : String(exchange.status);
    default:
      return exchange[dimension];
  }
}

/** The start of a bucket by the parts of the local clock alone. */
function bucketOf(time: number, bucket: FiguresBucket): number {
  const date = new Date(time);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (bucket === 'month') return new Date(year, month, 1).getTime();
  if (bucket === 'day') return new Date(year, month, day).getTime();
  if (bucket === 'week') return new Date(year, month, day - [6, 0, 1, 2, 3, 4, 5][date.getDay()]!).getTime();
  return time - date.getMinutes() * 60_000 - date.getSeconds() * 1_000 - date.getMilliseconds();
}

/** Rows as they are written one after another: the same one again and again, as it grows, is priced anew or is taken for another. */
const anyHistory = fc.array(fc.tuple(anyExchange, fc.boolean()), { minLength: 1, maxLength: 40 });

function writeAll(target: Ledger, history: [Exchange, boolean][]): Exchange[] {
  const rows = new Map<string, Exchange>();
  for (const [exchange, flushes] of history) {
    // When a row began is never changed.
    const row = { ...exchange, startedAt: rows.get(exchange.id)?.startedAt ?? exchange.startedAt };
    rows.set(row.id, row);
    target.record({ kind: 'progressed', exchange: row });
    if (flushes) target.flush();
  }
  return [...rows.values()];
}

describe('the figures of a random history', () => {
  function check(exchanges: Exchange[], groupBy: Dimension | null, bucket: FiguresBucket | null, playMoney: boolean): void {
    const { groups, total } = query({ ...SPAN, groupBy, bucket, playMoney });
    const expected = addUp(exchanges, playMoney, groupBy, () => true);
    expect(new Map(groups.map(({ value, figures }) => [value, figures]))).toEqual(expected);
    expect(total).toEqual(addUp(exchanges, playMoney, null, () => true).get(null) ?? nothing());
    if (bucket === null) return expect(groups.every(({ series }) => series.length === 0)).toBe(true);
    const starts = [...new Set(exchanges.map(({ startedAt }) => bucketOf(startedAt, bucket)))].sort((a, b) => a - b);
    for (const { value, series } of groups) {
      const points = starts.flatMap((start) => {
        const inBucket = addUp(exchanges, playMoney, groupBy, ({ startedAt }) => bucketOf(startedAt, bucket) === start);
        const figures = inBucket.get(value);
        return figures === undefined ? [] : [{ start, figures }];
      });
      expect(series).toEqual(points);
    }
  }

  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu'])(
    'are those of its rows added up one by one, by every dimension and bucket, in %s',
    (name) => {
      process.env.TZ = name;
      fc.assert(
        fc.property(
          anyHistory,
          fc.constantFrom(null, ...ALL),
          fc.constantFrom(null, ...BUCKETS),
          fc.boolean(),
          (history, ...how) => {
            ledger.close();
            ledger = openLedger(':memory:');
            check(writeAll(ledger, history), ...how);
          },
        ),
        { numRuns: 40, seed: 7 },
      );
    },
  );

  it('are the same for every dimension and bucket of one long history', () => {
    const history = fc.sample(fc.tuple(anyExchange, fc.boolean()), { numRuns: 400, seed: 3 });
    const many = history.map(([exchange, flushes], index): [Exchange, boolean] => [
      { ...exchange, id: `req_${index % 300}` },
      flushes,
    ]);
    const rows = writeAll(ledger, many);
    for (const groupBy of [null, ...ALL]) for (const bucket of [null, ...BUCKETS]) check(rows, groupBy, bucket, false);
  });

  it('hold what fits all the values that are asked for', () => {
    const pick = <T extends string | null>(...values: [T, ...T[]]) =>
      fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
    const wheres = fc.record({
      route: pick(null, 'default', 'never seen'),
      session: pick('a', 'b', null),
      status: pick('200', '503'),
      project: pick('/home/ada/ünïcode', null),
    });
    fc.assert(
      fc.property(anyHistory, wheres, (history, { route, session, status, project }) => {
        openFresh();
        const rows = writeAll(ledger, history);
        const where = Object.fromEntries(Object.entries({ route, session, status, project }).filter(([, values]) => values));
        const fits = (exchange: Exchange) =>
          (route?.includes(exchange.route as 'default') ?? true) &&
          (session?.includes(exchange.sessionId as 'a') ?? true) &&
          (status?.includes(String(exchange.status) as '200') ?? true) &&
          (project?.includes(exchange.project as null) ?? true);
        const { groups } = query({ ...SPAN, groupBy: 'model', where });
        expect(new Map(groups.map(({ value, figures }) => [value, figures]))).toEqual(addUp(rows, false, 'model', fits));
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});

describe('where things are counted', () => {
  const failed = sampleAttempt({
    providerId: 'openrouter',
    model: 'm',
    keyId: 'env:A',
    outcome: 'failed',
    usage: used(5),
    cost: priced(3),
  });
  const answered = sampleAttempt({ number: 2, usage: used(7), cost: priced(40) });

  it('counts what an attempt cost where it was made, and the request where it ended', () => {
    record('2026-06-12T08:00:00Z', { attempts: [failed, answered], cost: priced(43), usage: used(12) });
    const { groups, total } = query({ from: '2026-06-12T08:00:00Z', to: '2026-06-12T09:00:00Z', groupBy: 'provider' });
    expect(
      groups.map(({ value, figures: { requests, fellBack, attempts, failedAttempts, cost } }) => [
        value,
        requests,
        fellBack,
        attempts,
        failedAttempts,
        cost.total,
      ]),
    ).toEqual([
      ['deepseek', 1, 1, 1, 0, 40],
      ['openrouter', 0, 0, 1, 1, 3],
    ]);
    expect(total).toMatchObject({ requests: 1, attempts: 2, cost: { total: 43 }, tokens: { output: 12 } });
  });

  it('never adds play money to real money', () => {
    const simulated = sampleAttempt({ number: 2, providerId: 'simulator', usage: used(7), cost: priced(900, true) });
    record('2026-06-12T08:00:00Z', { attempts: [failed, simulated], providerId: 'simulator', cost: priced(3), usage: used(12) });
    const span = { from: '2026-06-12T08:00:00Z', to: '2026-06-12T09:00:00Z' };
    expect(query(span).total.cost.total).toBe(3);
    expect(query({ ...span, playMoney: true }).total).toMatchObject({ requests: 0, cost: { total: 900 } });
  });

  it('counts a row once, however often it is written, and as it was written last', () => {
    const row = record('2026-06-12T08:00:00Z', { attempts: [answered], cost: priced(40), usage: used(7) });
    const span = { from: '2026-06-12T08:00:00Z', to: '2026-06-12T09:00:00Z' };
    expect(query(span).total).toMatchObject({ requests: 1, cost: { total: 40 } });
    ledger.record({ kind: 'finished', exchange: row });
    expect(query(span).total).toMatchObject({ requests: 1, cost: { total: 40 } });
    ledger.record({ kind: 'finished', exchange: { ...row, attempts: [{ ...answered, cost: priced(50) }], cost: priced(50) } });
    expect(query(span)).toMatchObject({
      total: { requests: 1, cost: { total: 50 } },
      groups: [{ timings: { duration: { count: 1 } } }],
    });
  });

  it('counts a row that was closed because its run had ended, and not before', () => {
    record('2026-06-12T08:00:00Z', { outcome: 'in-flight', durationMs: null });
    const span = { from: '2026-06-12T08:00:00Z', to: '2026-06-12T09:00:00Z' };
    expect(query(span).total.requests).toBe(0);
    ledger.closeOpenRows('It stopped.');
    expect(query(span).total).toMatchObject({ requests: 1, failed: 1 });
  });

  it('adds up the groups past the limit as one, dearest first', () => {
    for (const [session, cost] of [
      ['a', 5],
      ['b', 70],
      ['c', 600],
      ['d', 5],
    ] as const) {
      record('2026-06-12T08:00:00Z', { sessionId: session, cost: priced(cost) });
    }
    const result = query({ from: '2026-06-12T08:00:00Z', to: '2026-06-12T09:00:00Z', groupBy: 'session', limit: 2 });
    expect(result.groups.map(({ value }) => value)).toEqual(['c', 'b']);
    expect(result).toMatchObject({
      others: { requests: 2, cost: { total: 10 } },
      otherGroups: 2,
      total: { requests: 4, cost: { total: 680 } },
    });
  });
});

describe('spans and buckets', () => {
  const starts = (result: FiguresResult) =>
    result.groups[0]?.series.map(({ start, figures }) => [new Date(start).toISOString(), figures.requests]);

  it('moves the ends of a span outwards to whole hours, and to whole days beyond a month', () => {
    process.env.TZ = 'Asia/Kolkata';
    const short = query({ from: '2026-06-12T08:10:00Z', to: '2026-06-12T08:31:00Z' });
    expect([short.from, short.to]).toEqual([Date.parse('2026-06-12T07:30:00Z'), Date.parse('2026-06-12T09:30:00Z')]);
    const long = query({ from: '2026-04-12T08:10:00Z', to: '2026-06-12T18:30:00Z' });
    expect([long.from, long.to]).toEqual([Date.parse('2026-04-11T18:30:00Z'), Date.parse('2026-06-12T18:30:00Z')]);
  });

  it('keeps apart the hour that comes twice when summer time ends, in a day of 25 hours', () => {
    process.env.TZ = 'Europe/Berlin';
    for (let hour = 0; hour < 26; hour++) record(new Date(Date.parse('2026-10-24T22:30:00Z') + hour * 3_600_000).toISOString());
    const span = { from: '2026-10-24T22:00:00Z', to: '2026-10-26T23:00:00Z' };
    expect(starts(query({ ...span, bucket: 'hour' }))).toHaveLength(26);
    expect(starts(query({ ...span, bucket: 'day' }))).toEqual([
      ['2026-10-24T22:00:00.000Z', 25],
      ['2026-10-25T23:00:00.000Z', 1],
    ]);
  });

  it('has a day of 23 hours when summer time begins', () => {
    process.env.TZ = 'Europe/Berlin';
    for (let hour = 0; hour < 25; hour++) record(new Date(Date.parse('2026-03-28T23:30:00Z') + hour * 3_600_000).toISOString());
    expect(starts(query({ from: '2026-03-28T23:00:00Z', to: '2026-03-31T00:00:00Z', bucket: 'day' }))).toEqual([
      ['2026-03-28T23:00:00.000Z', 23],
      ['2026-03-29T22:00:00.000Z', 2],
    ]);
  });

  it('begins weeks on Monday, over the ends of months too', () => {
    process.env.TZ = 'UTC';
    for (const day of ['2026-05-31', '2026-06-01', '2026-06-07', '2026-06-08']) record(`${day}T12:00:00Z`);
    const expected = [
      ['2026-05-25T00:00:00.000Z', 1],
      ['2026-06-01T00:00:00.000Z', 2],
      ['2026-06-08T00:00:00.000Z', 1],
    ];
    expect(starts(query({ from: '2026-05-20T00:00:00Z', to: '2026-06-10T00:00:00Z', bucket: 'week' }))).toEqual(expected);
    expect(starts(query({ from: '2026-01-01T00:00:00Z', to: '2026-06-10T00:00:00Z', bucket: 'week' }))).toEqual(expected);
  });

  it('takes in rows that come late because the clock was set back', () => {
    process.env.TZ = 'UTC';
    record('2026-06-12T12:00:00Z');
    ledger.flush();
    record('2026-06-11T23:50:00Z');
    ledger.flush();
    record('2026-06-12T12:01:00Z');
    expect(starts(query({ from: '2026-06-11T00:00:00Z', to: '2026-06-13T00:00:00Z', bucket: 'day' }))).toEqual([
      ['2026-06-11T00:00:00.000Z', 1],
      ['2026-06-12T00:00:00.000Z', 2],
    ]);
  });

  it('makes the days anew when the ledger is opened in another time zone', () => {
    process.env.TZ = 'UTC';
    record('2026-06-12T20:00:00Z');
    record('2026-06-13T01:00:00Z');
    ledger.close();
    process.env.TZ = 'Asia/Tokyo';
    ledger = openLedger(join(folder, 'ledger.db'));
    const long = { from: '2026-01-01T00:00:00Z', to: '2026-07-01T00:00:00Z', bucket: 'day' as const };
    expect(starts(query(long))).toEqual([['2026-06-12T15:00:00.000Z', 2]]);
    record('2026-06-13T02:00:00Z');
    expect(starts(query(long))).toEqual([['2026-06-12T15:00:00.000Z', 3]]);
  });
});
