import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../back-up';
import { openLedger } from '../ledger';
import { encodeDecision } from '../../shared/model/common-steps';
import { Exchange } from '../../shared/model/exchange';
import { migrations } from '.';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-migrations-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const DECISION = encodeDecision({ steps: [], targets: [{ target: 'up/m', outcome: 'candidate', why: null }] });

/** Writes a ledger by the SQL of an older version, with an exchange of everything that version knew. */
function writeVersion(version: number): void {
  const old = new DatabaseSync(file);
  for (const sql of migrations.slice(0, version)) old.exec(sql);
  old.exec(`PRAGMA user_version = ${version}`);
  if (version >= 1) {
    old.exec(`INSERT INTO exchanges (id, started_at, outcome, client_dialect, streaming, scenario, route, reason, provider_id, model, lane,
        status, duration_ms, tokens_input, tokens_output, tokens_estimated, cost_total, cost_input, cost_output, cost_source, play_money)
      VALUES ('req_old', 1780000000000, 'ok', 'anthropic-messages', 1, 'think', 'think', 'It plans.', 'up', 'm', 'translated',
        200, 900, 400, 50, 0, 3000000001, 1, 3000000000, 'genai-prices', 0)`);
    old.exec(`INSERT INTO attempts (exchange_id, number, provider_id, model, lane, outcome, status, started_after_ms, ended_after_ms, error)
      VALUES ('req_old', 1, 'other', 'm', 'passthrough', 'failed', 503, 3, 90, 'It answered 503.'),
        ('req_old', 2, 'up', 'm', 'translated', 'ok', 200, 91, 900, NULL)`);
  }
  if (version >= 2) old.exec("UPDATE attempts SET key_id = 'env:A_KEY' WHERE number = 2");
  if (version >= 3) {
    old.prepare('INSERT INTO decisions (id, json) VALUES (1, ?)').run(DECISION);
    old.exec('UPDATE exchanges SET decision_id = 1');
  }
  if (version >= 4) {
    old.exec("UPDATE exchanges SET project = '/home/ada/yard', cost_default = 4000000000, private = 1");
    old.exec('UPDATE attempts SET cost_total = 7, play_money = 0, tokens_input = 9, tokens_estimated = 0 WHERE number = 1');
  }
  if (version >= 4)
    old.exec(
      'UPDATE attempts SET cost_total = 3000000001, play_money = 0, tokens_input = 400, tokens_estimated = 0 WHERE number = 2',
    );
  old.close();
}

describe('a ledger of an older version', () => {
  const versions = Array.from({ length: migrations.length + 1 }, (_, version) => version);

  it.each(versions)('%i is brought to the newest, and its rows read back as they should', (version) => {
    writeVersion(version);
    const ledger = openLedger(file);
    const rows = ledger.listExchanges({ before: null, limit: 10 });
    expect(rows.map((row) => Exchange.parse(row))).toEqual(rows);
    if (version === 0) expect(rows).toEqual([]);
    else {
      expect(rows).toMatchObject([
        {
          id: 'req_old',
          route: 'think',
          usage: { input: 400, output: 50, cacheRead: null, estimated: false },
          cost: { total: 3_000_000_001, input: 1, fees: null, source: 'genai-prices' },
          project: version >= 4 ? '/home/ada/yard' : null,
          defaultCost: version >= 4 ? 4_000_000_000 : null,
          private: version >= 4,
          attempts: [
            { number: 1, outcome: 'failed', error: 'It answered 503.', cost: version >= 4 ? { total: 7 } : null },
            { number: 2, keyId: version >= 2 ? 'env:A_KEY' : null, usage: { input: 400 }, cost: { total: 3_000_000_001 } },
          ],
        },
      ]);
      expect(ledger.readDecision('req_old')?.targets.length ?? null).toBe(version >= 3 ? 1 : null);
      expect(ledger.spendToday(1_780_000_000_000).real.total).toBe(3_000_000_001);
    }
    ledger.close();
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    database.close();
  });

  it('stays as it was when a migration fails in its middle', () => {
    writeVersion(3);
    const old = new DatabaseSync(file);
    old.exec('ALTER TABLE exchanges ADD COLUMN cost_default INTEGER');
    const schema = () => old.prepare('SELECT sql FROM sqlite_schema').all();
    const before = schema();
    expect(() => openLedger(file)).toThrow(expect.objectContaining({ message: expect.stringContaining('duplicate column') }));
    expect(old.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
    expect(schema()).toEqual(before);
    old.close();
  });
});

describe('the copy before a migration', () => {
  it('holds the rows of the older version; one is kept, and none is written over', () => {
    writeVersion(2);
    backUp(file, 3);
    backUp(file, 4);
    rmSync(file);
    writeVersion(3);
    backUp(file, 4);
    const [copy = '', ...others] = readdirSync(folder).filter((name) => name.includes('before'));
    expect([copy, others]).toEqual(['ledger-before-version-4.db', []]);
    const kept = new DatabaseSync(join(folder, copy));
    expect(kept.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    expect(kept.prepare('SELECT id FROM exchanges').all()).toEqual([{ id: 'req_old' }]);
    kept.close();
    expect(existsSync(`${join(folder, copy)}.part`)).toBe(false);
  });
});
