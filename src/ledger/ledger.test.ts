import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../shared/errors';
import type { Exchange } from '../shared/model/exchange';
import { UNKNOWN_COST } from '../shared/model/money';
import { UNKNOWN_USAGE } from '../shared/model/usage';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { openLedger, type Ledger } from './ledger';
import { migrations } from './migrations';

let folder: string;
let file: string;
let ledger: Ledger | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-ledger-'));
  file = join(folder, 'ledger.db');
  ledger = null;
});

afterEach(() => {
  ledger?.close();
  rmSync(folder, { recursive: true });
});

function open(): Ledger {
  return (ledger = openLedger(file));
}

function record(target: Ledger, ...exchanges: Exchange[]): void {
  for (const exchange of exchanges) target.record({ kind: 'progressed', exchange });
}

const FULL = sampleExchange({
  id: 'req_full',
  sessionId: 'a-session',
  usage: {
    input: 4000,
    output: 913,
    cacheRead: 821,
    cacheWrite: 40,
    cacheWrite1h: 30,
    reasoning: 100,
    webSearches: 2,
    serviceTier: 'priority',
    estimated: false,
  },
  project: '/home/ada/yard',
  defaultCost: 4_000_000_000,
  oddities: ['It reported -3 tokens of output.'],
  private: true,
  cost: {
    total: 3_000_000_001,
    input: 1,
    output: 3_000_000_000,
    cacheRead: 0,
    cacheWrite: null,
    fees: 20_000_000,
    source: 'genai-prices',
    sourceDate: '2026-06-01',
    playMoney: false,
  },
  attempts: [
    {
      number: 1,
      providerId: 'openrouter',
      model: 'openai/gpt-oss-120b:free',
      keyId: 'keychain:work',
      lane: 'translated',
      outcome: 'failed',
      status: 503,
      startedAfterMs: 3,
      endedAfterMs: 90,
      error: 'openrouter answered 503.',
      usage: null,
      cost: null,
    },
    {
      number: 2,
      providerId: 'deepseek',
      model: 'deepseek-chat',
      keyId: null,
      lane: 'passthrough',
      outcome: 'ok',
      status: 200,
      startedAfterMs: 91,
      endedAfterMs: 6842,
      error: null,
      usage: { ...UNKNOWN_USAGE, input: 4000, webSearches: 2, serviceTier: 'batch', estimated: false },
      cost: { ...UNKNOWN_COST, total: 5, fees: 5, source: 'provider', sourceDate: '2026-06-01' },
    },
  ],
});

describe('the ledger', () => {
  it('gives a row back exactly as it was recorded, attempts included, also after it was opened again', () => {
    record(open(), FULL);
    expect(ledger?.listExchanges({ before: null, limit: 10 })).toEqual([FULL]);
    ledger?.close();
    expect(open().listExchanges({ before: null, limit: 10 })).toEqual([FULL]);
  });

  it('keeps unknown figures unknown, not zero', () => {
    const unknown = sampleExchange({ id: 'req_unknown', outcome: 'failed', status: null, firstTokenMs: null });
    record(open(), unknown);
    expect(ledger?.listExchanges({ before: null, limit: 1 })).toEqual([unknown]);
  });

  it('holds one row for a request that starts, grows and ends', () => {
    const started = { ...FULL, outcome: 'in-flight' as const, durationMs: null, attempts: FULL.attempts.slice(0, 1) };
    record(open(), started);
    ledger?.flush();
    record(open(), { ...started, firstTokenMs: 400 }, FULL);
    expect(ledger?.listExchanges({ before: null, limit: 10 })).toEqual([FULL]);
  });

  it('writes by itself soon after a row came in, and says so', async () => {
    await new Promise<void>((resolve) => {
      ledger = openLedger(file, { onFlushed: resolve });
      record(ledger, FULL);
    });
    const other = new DatabaseSync(file);
    expect(other.prepare('SELECT count(*) AS rows FROM exchanges').get()).toEqual({ rows: 1 });
    other.close();
  });

  it('pages from the newest to the oldest without losing rows of the same millisecond', () => {
    const times = [500, 400, 400, 400, 300, 200];
    const paged = open();
    record(paged, ...times.map((startedAt, index) => sampleExchange({ id: `req_${index}`, startedAt })));
    const seen: string[] = [];
    let before: number | null = null;
    for (;;) {
      const page: Exchange[] = paged.listExchanges({ before, limit: 2 });
      if (page.length === 0) break;
      seen.push(...page.map((exchange) => exchange.id));
      before = page.at(-1)?.startedAt ?? null;
    }
    expect(seen).toEqual(['req_0', 'req_3', 'req_2', 'req_1', 'req_4', 'req_5']);
  });

  it('ends rows that a dead run left open as failed, attempts too, and leaves the others', () => {
    const running = { ...FULL, id: 'req_running', outcome: 'in-flight' as const, durationMs: null };
    const attempt = { ...FULL.attempts[1]!, outcome: 'in-flight' as const, endedAfterMs: null };
    record(open(), FULL, { ...running, attempts: [attempt] });
    const closed = ledger?.closeOpenRows('It stopped.') ?? [];
    expect(closed).toMatchObject([
      {
        id: 'req_running',
        outcome: 'failed',
        error: 'It stopped.',
        durationMs: null,
        attempts: [{ outcome: 'failed', error: 'It stopped.' }],
      },
    ]);
    expect(ledger?.listExchanges({ before: null, limit: 10 })).toEqual(expect.arrayContaining([FULL, ...closed]));
    expect(ledger?.closeOpenRows('It stopped.')).toEqual([]);
  });

  it('ends only the rows named when ids are given', () => {
    const open1 = sampleExchange({ id: 'req_1', outcome: 'in-flight' });
    const open2 = sampleExchange({ id: 'req_2', outcome: 'in-flight' });
    record(open(), open1, open2);
    expect(ledger?.closeOpenRows('It stopped.', ['req_2']).map((exchange) => exchange.id)).toEqual(['req_2']);
  });

  it('makes its file readable to its owner alone', () => {
    record(open(), FULL);
    ledger?.flush();
    for (const name of ['ledger.db', 'ledger.db-wal']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });
});

describe('versions of the file', () => {
  it('brings a file of version 0 to the newest', () => {
    new DatabaseSync(file).close();
    record(open(), FULL);
    ledger?.close();
    ledger = null;
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    database.close();
  });

  it('brings a file of the first version along, with its rows', () => {
    const [first = ''] = migrations;
    const old = new DatabaseSync(file);
    old.exec(`${first}; PRAGMA user_version = 1`);
    old.exec(`INSERT INTO exchanges (id, started_at, outcome, client_dialect, streaming, reason, tokens_estimated, play_money)
      VALUES ('req_old', 5, 'ok', 'anthropic-messages', 0, 'It went to default.', 0, 0)`);
    old.exec(`INSERT INTO attempts (exchange_id, number, provider_id, model, lane, outcome, started_after_ms)
      VALUES ('req_old', 1, 'up', 'm', 'translated', 'ok', 3)`);
    old.close();
    record(open(), FULL);
    const rows = ledger?.listExchanges({ before: null, limit: 10 });
    expect(rows?.[0]).toEqual(FULL);
    expect(rows?.[1]).toMatchObject({ id: 'req_old', attempts: [{ providerId: 'up', keyId: null, startedAfterMs: 3 }] });
  });

  it('refuses a newer file in plain words and leaves it as it is', () => {
    const newer = new DatabaseSync(file);
    newer.exec('CREATE TABLE later (x); PRAGMA user_version = 99');
    newer.close();
    expect(() => openLedger(file)).toThrow(
      expect.objectContaining({ code: 'ledger-failed', message: expect.stringContaining('newer Switchyard (version 99') }),
    );
    const untouched = new DatabaseSync(file);
    expect(untouched.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).toEqual([{ name: 'later' }]);
    untouched.close();
  });

  it('says of a file that is no database what it is and what to do', () => {
    writeFileSync(file, 'This is a letter to a friend, and not a database at all.\n'.repeat(100));
    expect(() => openLedger(file)).toThrow(
      expect.objectContaining({ code: 'ledger-failed', hint: expect.stringContaining('recovered into a new one') }),
    );
  });
});

describe('a ledger that cannot be written', () => {
  it('says so, keeps the rows, and writes them when it works again', async () => {
    const faults: (AppError | null)[] = [];
    let changed = () => {};
    const nextFault = () => new Promise<void>((resolve) => (changed = resolve));
    ledger = openLedger(file, {
      onFault(fault) {
        faults.push(fault);
        changed();
      },
    });
    const blocker = new DatabaseSync(file);
    blocker.exec('ALTER TABLE exchanges RENAME TO hidden');
    let fault = nextFault();
    record(ledger, FULL);
    await fault;
    expect(faults.at(-1)).toMatchObject({ code: 'ledger-failed' });
    fault = nextFault();
    blocker.exec('ALTER TABLE hidden RENAME TO exchanges');
    blocker.close();
    await fault;
    expect(faults.at(-1)).toBeNull();
    expect(ledger.listExchanges({ before: null, limit: 1 })).toEqual([FULL]);
  });
});
