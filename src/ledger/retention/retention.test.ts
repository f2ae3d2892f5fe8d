import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Retention } from '../../shared/config/logging-config';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { keepBody } from '../testing/keep-body';
import { makeLedger, runThrough, SAMPLE_ATTEMPT, type TestLedger } from '../testing/make-ledger';
import { DAY_MS } from './clock-leap';
import { deleteExpired } from './delete-expired';
import { measureFile } from './measure-file';
import { planRetention } from './plan-retention';

const NOW = Date.UTC(2026, 5, 12, 18);
const FOR_EVER: Retention = { days: null, bodyDays: null, maxMegabytes: null };

let ledger: TestLedger;

beforeEach(() => {
  ledger = makeLedger();
});

afterEach(() => ledger.remove());

const daysAgo = (days: number) => NOW - days * DAY_MS;
const ids = () => ledger.ask('SELECT id FROM exchanges ORDER BY id');
const withBodies = () =>
  ledger.ask('SELECT DISTINCT exchange_id FROM bodies JOIN body_sets ON body_sets.id = set_id ORDER BY exchange_id');

function plan(retention: Partial<Retention>, options: { now?: number; force?: boolean } = {}) {
  return runThrough(planRetention(ledger.database, { ...FOR_EVER, ...retention }, { now: NOW, force: false, ...options }));
}

function apply(retention: Partial<Retention>, options: { now?: number; force?: boolean } = {}) {
  return runThrough(deleteExpired(ledger.database, plan(retention, options), ledger.writer.forgetDecisions));
}

describe('retention by age', () => {
  it('deletes requests that began before the limit, with their attempts, and keeps one that began on it', () => {
    const attempts = [SAMPLE_ATTEMPT];
    ledger.write({ id: 'req_old', startedAt: daysAgo(30) - 1, attempts }, { id: 'req_edge', startedAt: daysAgo(30), attempts });
    expect(plan({ days: 30 }).preview).toMatchObject({ exchanges: 1, bodies: 0, oldestKept: daysAgo(30), held: null });
    expect(apply({ days: 30 })).toEqual({ exchanges: 1, bodies: 0 });
    expect(ids()).toEqual(['req_edge']);
    expect(ledger.ask('SELECT exchange_id FROM attempts')).toEqual(['req_edge']);
  });

  it('deletes bodies sooner than their requests', () => {
    ledger.write(
      { id: 'req_a', startedAt: daysAgo(40) },
      { id: 'req_b', startedAt: daysAgo(20) },
      { id: 'req_c', startedAt: daysAgo(2) },
    );
    for (const id of ['req_a', 'req_b', 'req_c']) keepBody(ledger, id, 1_000);
    expect(plan({ days: 30, bodyDays: 14 }).preview).toMatchObject({ exchanges: 1, bodies: 1 });
    expect(apply({ days: 30, bodyDays: 14 })).toEqual({ exchanges: 1, bodies: 1 });
    expect(ids()).toEqual(['req_b', 'req_c']);
    expect(withBodies()).toEqual(['req_c']);
  });

  it('never touches a request in flight, nor its bodies, however old it is', () => {
    ledger.write({ id: 'req_open', startedAt: daysAgo(400), outcome: 'in-flight' }, { id: 'req_done', startedAt: daysAgo(400) });
    keepBody(ledger, 'req_open', 1_000);
    expect(plan({ days: 30 }, { force: true }).preview.oldestKept).toBe(daysAgo(400));
    apply({ days: 30, bodyDays: 14 }, { force: true });
    expect(ids()).toEqual(['req_open']);
    expect(withBodies()).toEqual(['req_open']);
  });

  it('deletes in pieces', () => {
    ledger.write(...Array.from({ length: 450 }, (_, index) => ({ id: `req_${index}`, startedAt: daysAgo(31) + index })));
    const work = deleteExpired(ledger.database, plan({ days: 30 }), ledger.writer.forgetDecisions);
    work.next();
    expect(ids()).toHaveLength(250);
    expect(runThrough(work)).toEqual({ exchanges: 450, bodies: 0 });
    expect(ids()).toEqual([]);
  });

  it('deletes a decision with the last request that it was made on, and can write it again', () => {
    const decision = (why: string) =>
      JSON.stringify({ steps: [{ stage: 'pin', name: null, outcome: 'applied', why }], targets: [] });
    const write = (id: string, startedAt: number, why: string) =>
      ledger.writer([{ exchange: sampleExchange({ id, startedAt }), decision: decision(why) }]);
    write('req_a', daysAgo(40), 'shared');
    write('req_b', daysAgo(1), 'shared');
    write('req_c', daysAgo(40), 'alone');
    apply({ days: 30 });
    expect(ledger.ask('SELECT json FROM decisions')).toEqual([decision('shared')]);
    write('req_d', daysAgo(1), 'alone');
    expect(ledger.ask('SELECT json FROM decisions ORDER BY id')).toEqual([decision('shared'), decision('alone')]);
  });
});

describe('a clock that leaps', () => {
  const YEARS_ON = Date.UTC(2036, 0, 1);

  it.each([
    ['before a request came since', []],
    ['after the first requests', [YEARS_ON, YEARS_ON + 1_000]],
  ])('into the future deletes nothing by age, %s, and says why', (_when, later) => {
    ledger.write({ id: 'req_a', startedAt: daysAgo(40) }, { id: 'req_b', startedAt: NOW });
    later.forEach((startedAt, index) => ledger.write({ id: `req_later${index}`, startedAt }));
    const { preview } = plan({ days: 180, bodyDays: 14 }, { now: YEARS_ON + 2_000 });
    expect(preview).toMatchObject({ exchanges: 0, bodies: 0 });
    expect(preview.held).toMatch(/^The clock says 2036-01-01, and the request before that was on 2026-06-12\./);
  });

  it('deletes what the user asks for all the same', () => {
    ledger.write({ id: 'req_a', startedAt: NOW });
    expect(plan({ days: 180 }, { now: YEARS_ON, force: true }).preview).toMatchObject({ exchanges: 1, held: expect.any(String) });
  });

  it('is believed after requests of three days', () => {
    ledger.write({ id: 'req_a', startedAt: NOW });
    for (const day of [0, 1, 2]) {
      expect(plan({ days: 180 }, { now: YEARS_ON + 3 * DAY_MS }).preview.exchanges).toBe(0);
      ledger.write({ id: `req_${day}`, startedAt: YEARS_ON + day * DAY_MS });
    }
    expect(plan({ days: 180 }, { now: YEARS_ON + 3 * DAY_MS }).preview).toMatchObject({ exchanges: 1, held: null });
  });

  it('back deletes nothing', () => {
    ledger.write({ id: 'req_a', startedAt: NOW }, { id: 'req_b', startedAt: daysAgo(100) });
    expect(plan({ days: 30 }, { now: Date.UTC(2001, 0, 1) }).preview).toMatchObject({ exchanges: 0, held: null });
  });

  it('does not hold up what is too large', () => {
    fill(400, 20_000);
    expect(plan({ days: 30, maxMegabytes: 6 }, { now: YEARS_ON }).preview.exchanges).toBeGreaterThan(0);
  });
});

/** Requests a minute apart, up to now, each with so many bytes. */
function fill(count: number, bytes: number): void {
  ledger.write(
    ...Array.from({ length: count }, (_, index) => ({
      id: `req_${String(index).padStart(5, '0')}`,
      startedAt: NOW - (count - index) * 60_000,
      reason: 'x'.repeat(bytes),
    })),
  );
}

describe('retention by size', () => {
  const used = () => {
    const { bytes, freeBytes } = measureFile(ledger.database);
    return bytes - freeBytes;
  };

  it('takes the oldest bodies first, and no request while that is enough', () => {
    fill(100, 100);
    for (const id of ids() as string[]) keepBody(ledger, id, 100_000);
    const { preview } = plan({ maxMegabytes: 10 });
    expect(preview).toMatchObject({ exchanges: 0, bodies: expect.any(Number) });
    expect(apply({ maxMegabytes: 10 })).toEqual({ exchanges: 0, bodies: preview.bodies });
    expect(used()).toBeLessThan(10_000_000 - 4_200_000);
    expect(withBodies()).toEqual(ids().slice(preview.bodies));
  });

  it('takes the oldest requests when there are no bodies, and leaves a file that is small enough alone', () => {
    fill(400, 20_000);
    const { preview } = plan({ maxMegabytes: 10 });
    const before = used();
    apply({ maxMegabytes: 10 });
    expect(ids()[0]).toBe(`req_${String(preview.exchanges).padStart(5, '0')}`);
    expect(before - used()).toBeGreaterThan(preview.bytes * 0.8);
    expect(before - used()).toBeLessThan(preview.bytes * 1.2);
    expect(plan({ maxMegabytes: 10 }).preview.exchanges).toBe(0);
  });
});

const Row = fc.record({
  age: fc.integer({ min: -2, max: 60 }),
  open: fc.boolean(),
  size: fc.constantFrom(10, 3_000, 60_000),
  body: fc.constantFrom(0, 0, 500, 90_000),
});
const Limit = fc.option(fc.integer({ min: 1, max: 40 }), { nil: null });

describe('any retention on any ledger', () => {
  it('deletes what its preview says, nothing in flight, nothing newer than its limits unless the file is too large', () => {
    fc.assert(
      fc.property(
        fc.array(Row, { maxLength: 40 }),
        fc.record({ days: Limit, bodyDays: Limit, maxMegabytes: fc.constantFrom(null, 5, 6) }),
        (rows, retention) => {
          ledger.database.exec('DELETE FROM exchanges');
          rows.forEach(({ age, open, size, body }, index) => {
            const id = `req_${index}`;
            ledger.write({ id, startedAt: daysAgo(age), outcome: open ? 'in-flight' : 'ok', reason: 'x'.repeat(size) });
            if (body > 0) keepBody(ledger, id, body);
          });
          const before = { ids: ids(), withBodies: withBodies() };
          const { preview } = plan(retention, { force: true });
          const deleted = apply(retention, { force: true });
          expect(deleted).toEqual({ exchanges: preview.exchanges, bodies: preview.bodies });
          expect(before.ids.length - ids().length).toBe(preview.exchanges);
          const gone = before.ids.filter((id) => !ids().includes(id));
          const bare = before.withBodies.filter((id) => ids().includes(id) && !withBodies().includes(id));
          expect(bare).toHaveLength(preview.bodies);
          expect(ledger.ask('SELECT min(started_at) FROM exchanges')).toEqual([preview.oldestKept]);

          const rowOf = (id: unknown) => rows[Number(String(id).slice(4))]!;
          for (const id of [...gone, ...bare]) expect(rowOf(id).open).toBe(false);
          if (retention.maxMegabytes === null) {
            const shouldGo = (limit: number | null, id: unknown) => limit !== null && rowOf(id).age > limit && !rowOf(id).open;
            expect(gone).toEqual(before.ids.filter((id) => shouldGo(retention.days, id)));
            expect(bare).toEqual(before.withBodies.filter((id) => !gone.includes(id) && shouldGo(retention.bodyDays, id)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
