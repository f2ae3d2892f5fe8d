import fs from 'node:fs';
import path from 'node:path';
import { SEARCHES } from '../ledger/sample-words.mjs';
import { loadLedgerCode, writeHistory } from '../ledger/write-history.mjs';
import { percentile } from './statistics.mjs';
import { makeTemporaryFolder } from './temporary-folder.mjs';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const DIMENSIONS = [null, 'route', 'scenario', 'provider', 'model', 'client', 'session', 'project', 'key', 'status'];

/** Spans that a dashboard shows, with the buckets that are drawn in them. */
const SPANS = [
  { name: 'day', days: 1, buckets: [null, 'hour'] },
  { name: 'week', days: 7, buckets: [null, 'hour', 'day'] },
  { name: 'month', days: 30, buckets: [null, 'day', 'week'] },
  { name: 'year', days: 365, buckets: [null, 'day', 'week', 'month'] },
];

const THINKING = { where: { route: ['think'] } };

/** What the log may be filtered by; those marked as common are held against the target. */
const FILTERS = [
  { name: 'none', filter: {}, common: true },
  { name: 'a route', filter: THINKING, common: true },
  { name: 'a model', filter: { where: { model: ['gemini/gemini-3-pro'] } }, common: true },
  { name: 'a large project', filter: { where: { project: ['/home/ada/work/project-1'] } }, common: true },
  { name: 'a client of months ago', filter: { where: { client: ['claude-cli/2.1.305'] } } },
  { name: 'a provider that stands in', filter: { where: { provider: ['openrouter'] } } },
  { name: 'failed', filter: { outcomes: ['failed'] } },
  { name: 'status 429', filter: { where: { status: ['429'] } } },
  { name: 'unpriced', filter: { unpriced: true } },
  { name: 'fell back', filter: { fellBack: true } },
  { name: 'something odd', filter: { odd: true } },
  { name: 'longer than a minute', filter: { durationFromMs: 60_000 } },
  { name: 'dearer than any', filter: { costFrom: 1e13 } },
];

/**
 * Makes a year of so many exchanges with the ledger's own writer, some of them with bodies, and measures what the screens ask of it, each so many
 * times. Resolves with { exchanges, bodies, megabytes, rowsPerSecond, figures, pages, searches, counts }.
 */
export async function runLedger({ exchanges, bodies, repetitions }) {
  const { folder, remove } = makeTemporaryFolder('bench-ledger');
  try {
    const file = path.join(folder, 'ledger.db');
    // A day that has ended in the afternoon, so that today has something to show.
    const end = new Date(2026, 10, 27, 17).getTime();
    const { rowsPerSecond } = await writeHistory(file, { exchanges, bodies, seed: 1, end });
    const { openLedger } = await loadLedgerCode();
    const ledger = openLedger(file);
    const answers = askLedger(ledger, end, repetitions);
    ledger.close();
    return { exchanges, bodies, megabytes: fs.statSync(file).size / 1e6, rowsPerSecond, ...answers };
  } finally {
    remove();
  }
}

/** What the screens ask of a ledger whose last exchange began at `end`: { figures, pages, searches, counts }. */
export function askLedger(ledger, end, repetitions) {
  const time = (name, ask, more = {}) => ({ name, ...measure(ask, repetitions), ...more });
  return {
    figures: [
      ...listQueries(end).map(({ name, span, query }) => time(name, () => ledger.queryFigures(query), { span })),
      time('the forecast', () => ledger.forecastMonth(end), { span: 'month' }),
      time('the spend of today', () => ledger.spendToday(end), { span: 'day' }),
    ],
    pages: FILTERS.map(({ name, filter, common = false }) =>
      time(name, () => ledger.listExchanges({ before: null, limit: 100, filter }), { common }),
    ),
    searches: Object.entries(SEARCHES).map(([name, text]) =>
      time(`${name}: ${text}`, () => ledger.listExchanges({ before: null, limit: 100, filter: { text } })),
    ),
    counts: FILTERS.map(({ name, filter }) => time(name, () => ledger.countExchanges(filter))),
  };
}

/** p50 and p95 of the time that passes, and the mean of the CPU time, which is what a machine that does nothing else needs; all in ms. */
function measure(ask, repetitions) {
  const times = [];
  const usedBefore = process.cpuUsage();
  // The first one reads from the disk and is slower; a screen that is opened pays it, so it counts like the others.
  for (let run = 0; run < repetitions; run++) {
    const begun = performance.now();
    ask();
    times.push(performance.now() - begun);
  }
  const used = process.cpuUsage(usedBefore);
  const cpuMs = (used.user + used.system) / 1000 / repetitions;
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), cpuMs };
}

function listQueries(end) {
  const queryOf = ({ days }, rest) => ({ from: end - days * DAY_MS, to: end, playMoney: false, limit: 50, ...rest });
  const plain = SPANS.flatMap((span) =>
    span.buckets.flatMap((bucket) =>
      DIMENSIONS.map((groupBy) => ({
        name: `a ${span.name} by ${groupBy ?? 'nothing'}${bucket === null ? '' : `, each ${bucket}`}`,
        span: span.name,
        query: queryOf(span, { groupBy, bucket }),
      })),
    ),
  );
  const filtered = SPANS.map((span) => ({
    name: `a ${span.name} of a route by model, each day`,
    span: span.name,
    query: queryOf(span, { ...THINKING, groupBy: 'model', bucket: 'day' }),
  }));
  return [...plain, ...filtered];
}
