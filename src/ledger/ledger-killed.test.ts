import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger } from './ledger';

const KILLS = 24;
const SCRIPT = resolve('src/ledger/testing/record-until-killed.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Run {
  sent: number;
  saved: number;
  /** What was sent a second before the end. */
  old: number;
}

/** Records from the number given, and is killed so many ms after the first row was saved. */
async function recordAndKill(first: number, afterMs: number): Promise<Run> {
  const child = spawn(process.execPath, [SCRIPT, resolve('out/main'), folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const sent: { number: number; at: number }[] = [];
  let saved = first - 1;
  let rest = '';
  let timer: Promise<void> | null = null;
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + String(data)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [word, number] = line.split(' ');
      if (word === 'saved') saved = Number(number);
      else sent.push({ number: Number(number), at: performance.now() });
      if (word === 'saved') timer ??= delay(afterMs).then(() => void child.kill('SIGKILL'));
    }
  });
  await once(child, 'close');
  const end = performance.now();
  const old = sent.findLast(({ at }) => at < end - 1_000)?.number ?? first - 1;
  return { sent: sent.at(-1)?.number ?? first - 1, saved, old };
}

it(`a ledger that is killed in the middle of writing, ${KILLS} times, is sound and holds all that was said to be saved`, async () => {
  let first = 1;
  const kept = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    // Most end within the first writes, every eighth has rows that are older than a second.
    const { sent, saved, old } = await recordAndKill(first, kill % 8 === 7 ? 1_300 : (kill * 37) % 250);
    const { integrity, ids } = inspect(join(folder, 'ledger.db'));
    expect(integrity).toBe('ok');
    for (let number = first; number <= Math.max(saved, old); number++) kept.add(`req_${number}`);
    expect([...kept].filter((id) => !ids.has(id))).toEqual([]);
    first = sent + 1_000;
  }
  expect(kept.size).toBeGreaterThan(KILLS);
  const ledger = openLedger(join(folder, 'ledger.db'));
  expect(ledger.closeOpenRows('It was killed.').length).toBeGreaterThan(0);
  expect(ledger.closeOpenRows('It was killed.')).toEqual([]);
  ledger.close();
}, 120_000);

function inspect(file: string): { integrity: unknown; ids: Set<string> } {
  const database = new DatabaseSync(file);
  const { integrity_check: integrity } = database.prepare('PRAGMA integrity_check').get() as { integrity_check: unknown };
  const rows = database.prepare('SELECT id FROM exchanges').all() as { id: string }[];
  database.close();
  return { integrity, ids: new Set(rows.map(({ id }) => id)) };
}
