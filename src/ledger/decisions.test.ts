import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ABSENT_SCENARIOS, encodeDecision, NO_TAG } from '../shared/model/common-steps';
import type { Decision } from '../shared/model/decision';
import { sampleExchange } from '../shared/testing/sample-exchange';
import { openLedger, type Ledger } from './ledger';

let folder: string;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-decisions-'));
  ledger = openLedger(join(folder, 'ledger.db'));
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

const decide = (why: string): Decision => ({
  steps: [NO_TAG, ...ABSENT_SCENARIOS.map(([, step]) => step), { stage: 'scenario', name: 'default', outcome: 'applied', why }],
  targets: [{ target: 'up/m', outcome: 'candidate', why: null }],
});

function finish(id: string, decision: Decision): void {
  ledger.record({ kind: 'finished', exchange: sampleExchange({ id }), decision: encodeDecision(decision) });
}

it('gives back the decision on an exchange', () => {
  finish('req_1', decide('Nothing marks it.'));
  finish('req_2', decide('A rule says so.'));
  expect(ledger.readDecision('req_1')).toEqual(decide('Nothing marks it.'));
  expect(ledger.readDecision('req_2')).toEqual(decide('A rule says so.'));
});

it('has none of an exchange that was never routed, nor of one that it does not know', () => {
  ledger.record({ kind: 'finished', exchange: sampleExchange({ id: 'req_1' }) });
  expect(ledger.readDecision('req_1')).toBeNull();
  expect(ledger.readDecision('req_9')).toBeNull();
});

it('keeps equal decisions once', () => {
  for (let number = 0; number < 20; number += 1) finish(`req_${number}`, decide('Nothing marks it.'));
  ledger.flush();
  const database = new DatabaseSync(join(folder, 'ledger.db'));
  expect(database.prepare('SELECT count(*) AS decisions FROM decisions').get()).toEqual({ decisions: 1 });
  database.close();
});

it('keeps a decision though its row is written again', () => {
  finish('req_1', decide('Nothing marks it.'));
  ledger.flush();
  ledger.record({ kind: 'progressed', exchange: sampleExchange({ id: 'req_1', reason: 'Changed.' }) });
  expect(ledger.readDecision('req_1')).toEqual(decide('Nothing marks it.'));
});
