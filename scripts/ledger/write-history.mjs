import { runnerImport } from 'vite';
import { makeHistory } from './sample-history.mjs';
import { createBodyMaker } from './sample-words.mjs';

/** The ledger's own code, of the sources. */
export async function loadLedgerCode() {
  const { module } = await runnerImport('./src/ledger/index.ts', { logLevel: 'warn' });
  return module;
}

/**
 * Writes a made-up history through the ledger's own writer, a few hundred rows a transaction, as it does while it runs. Resolves with how many
 * rows a second it took in, of the time spent in the ledger. `bodies`: of so many of the exchanges bodies are kept, evenly over the year.
 */
export async function writeHistory(file, { bodies = 0, ...history }) {
  const { openLedger } = await loadLedgerCode();
  const ledger = openLedger(file);
  const makeBodies = createBodyMaker(history.seed);
  const every = bodies === 0 ? Infinity : Math.max(1, Math.floor(history.exchanges / bodies));
  // They are written after the rows: to write bodies is to write the rows that wait, which would then not be in the time.
  const withBodies = [];
  let spentMs = 0;
  let rows = 0;
  for (const exchange of makeHistory(history)) {
    const begun = performance.now();
    ledger.record({ kind: 'finished', exchange, decision: decisionOf(exchange) });
    spentMs += performance.now() - begun;
    rows++;
    if (rows % every === 0 && !exchange.private) withBodies.push({ id: exchange.id, startedAt: exchange.startedAt });
  }
  for (const exchange of withBodies) ledger.writeBodies(makeBodies(exchange));
  ledger.close();
  return { rows, rowsPerSecond: Math.round((rows / spentMs) * 1000) };
}

/** Most decisions are alike, and each is kept once. */
function decisionOf({ route, reason, attempts }) {
  const targets = attempts.map(({ providerId, model }) => ({
    target: `${providerId}/${model}`,
    outcome: 'candidate',
    why: null,
  }));
  return JSON.stringify({ steps: [{ stage: 'scenario', name: route, outcome: 'applied', why: reason }], targets });
}
