import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UNKNOWN_COST } from '../../shared/model/money';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { openLedger, type Ledger } from '../ledger';
import { migrations } from '../migrations';
import { sampleAttempt } from '../testing/any-exchange';

const NOON = new Date(2026, 5, 12, 12).getTime();
const ALL = { from: NOON - 1, to: NOON + 1, playMoney: false, groupBy: 'model', bucket: null, limit: 9 } as const;

let folder: string;
let file: string;
let ledger: Ledger | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-fill-'));
  file = join(folder, 'ledger.db');
});

afterEach(() => {
  ledger?.close();
  ledger = null;
  rmSync(folder, { recursive: true });
});

/** A ledger as the version before the figures left it. */
function makeOld(): void {
  const old = new DatabaseSync(file);
  for (const sql of migrations.slice(0, 4)) old.exec(sql);
  old.exec(`PRAGMA user_version = 4`);
  const insert = old.prepare(`INSERT INTO exchanges
    (id, started_at, outcome, client_dialect, streaming, reason, provider_id, model, tokens_estimated, cost_total, play_money)
    VALUES (?, ?, ?, 'anthropic-messages', 0, 'It went to default.', 'up', 'm', 0, ?, 0)`);
  insert.run('req_1', NOON, 'ok', 5);
  insert.run('req_2', NOON, 'ok', 70);
  insert.run('req_3', NOON, 'in-flight', 900);
  const attempt =
    old.prepare(`INSERT INTO attempts (exchange_id, number, provider_id, model, key_id, lane, outcome, started_after_ms,
    tokens_estimated, cost_total, play_money) VALUES ('req_2', ?, ?, 'm', ?, 'translated', ?, 1, 0, ?, 0)`);
  attempt.run(1, 'down', 'env:A', 'failed', 30);
  attempt.run(2, 'up', 'env:B', 'ok', 40);
  old.close();
}

it('counts the rows of a ledger from before there were figures, once', () => {
  makeOld();
  ledger = openLedger(file);
  const before = ledger.queryFigures(ALL);
  expect(before.groups.map(({ value, figures }) => [value, figures.requests, figures.cost.total])).toEqual([
    ['up/m', 2, 45],
    ['down/m', 0, 30],
  ]);
  ledger.close();
  ledger = openLedger(file);
  expect(ledger.queryFigures(ALL)).toEqual(before);
});

it('makes rows of an older ledger known to filters by their attempts', () => {
  makeOld();
  ledger = openLedger(file);
  const ids = (key: string) =>
    ledger!.listExchanges({ before: null, limit: 9, filter: { where: { key: [key] } } }).map(({ id }) => id);
  expect([ids('down env:A'), ids('up env:B'), ids('up env:A')]).toEqual([['req_2'], ['req_2'], []]);
});

it('takes back what a row of an older ledger came to when it is written again', () => {
  makeOld();
  ledger = openLedger(file);
  const attempts = [sampleAttempt({ providerId: 'up', model: 'm', cost: { ...UNKNOWN_COST, total: 1 } })];
  ledger.record({
    kind: 'finished',
    exchange: sampleExchange({ id: 'req_2', startedAt: NOON, providerId: 'up', model: 'm', attempts }),
  });
  expect(ledger.queryFigures(ALL).groups.map(({ value, figures }) => [value, figures.requests, figures.cost.total])).toEqual([
    ['up/m', 2, 6],
  ]);
});

it('keeps the figures of exchanges that were deleted', () => {
  ledger = openLedger(file);
  ledger.record({ kind: 'finished', exchange: sampleExchange({ id: 'req_1', startedAt: NOON }) });
  ledger.close();
  const database = new DatabaseSync(file);
  database.exec('DELETE FROM exchanges');
  database.close();
  ledger = openLedger(file);
  expect(ledger.queryFigures(ALL).total.requests).toBe(1);
  expect(ledger.listExchanges({ before: null, limit: 9, filter: { where: { route: ['default'] } } })).toEqual([]);
});
