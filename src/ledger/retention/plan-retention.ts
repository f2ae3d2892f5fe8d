import type { Retention } from '../../shared/config/logging-config';
import type { RetentionPreview } from '../../shared/model/ledger-info';
import type { Database } from '../open-database';
import { DAY_MS, describeLeap, findClockLeap } from './clock-leap';
import { weighBodies, type WeighedSet } from './expire-bodies';
import { measureFile } from './measure-file';

/** What goes: all that began before these times and has ended. Epoch milliseconds; {@link NEVER}: nothing. */
export interface RetentionPlan {
  exchangesBefore: number;
  /** At or after `exchangesBefore`. */
  bodiesBefore: number;
  preview: RetentionPreview;
}

/** Before all time. */
export const NEVER = Number.MIN_SAFE_INTEGER;

const MEGABYTE = 1_000_000;
/** What usually waits beside the file: the log is written back at 1,000 pages. */
const LOG_BYTES = 4_200_000;
/** A file that is too large is brought down to this part of the limit, so that it is not too large again with the next request. */
const TARGET = 0.9;

export interface PlanOptions {
  /** Epoch milliseconds. */
  now: number;
  /** The user asked for it: age limits hold though the clock may have leapt. */
  force: boolean;
}

/**
 * What a retention deletes now, without deleting it: first by age, then, where the file is still too large, the oldest bodies and the
 * oldest requests. Requests in flight stay. How much a request takes is an average, so bytes are about right only. With a `yield` now and
 * then.
 */
export function* planRetention(
  database: Database,
  retention: Retention,
  { now, force }: PlanOptions,
): Generator<void, RetentionPlan, void> {
  const limits = [retention.days, retention.bodyDays].filter((days) => days !== null);
  const leap = limits.map((days) => findClockLeap(database, days, now)).find((found) => found !== null) ?? null;
  const byAge = (days: number | null) => (days === null || (leap !== null && !force) ? NEVER : now - days * DAY_MS);
  yield;
  const sets = yield* weighBodies(database);
  const weight = weigh(database, sets);
  yield;

  let exchangesBefore = byAge(retention.days);
  let bodiesBefore = Math.max(byAge(retention.bodyDays), exchangesBefore);
  let exchanges = countEnded(database, exchangesBefore);
  yield;
  const limit = retention.maxMegabytes === null ? Infinity : retention.maxMegabytes * MEGABYTE - LOG_BYTES;
  const bytesOf = () => exchanges * weight.perExchange + sumBytes(sets, bodiesBefore) * weight.perBodyByte;
  if (weight.used - bytesOf() > limit) {
    const target = limit * TARGET;
    bodiesBefore = findBodyCut(sets, bodiesBefore, (weight.used - target - bytesOf()) / weight.perBodyByte);
    const excess = weight.used - target - bytesOf();
    if (excess > 0) {
      exchangesBefore = findExchangeCut(database, exchangesBefore, Math.ceil(excess / weight.perExchange));
      bodiesBefore = Math.max(bodiesBefore, exchangesBefore);
      yield;
      exchanges = countEnded(database, exchangesBefore);
    }
  }
  const preview: RetentionPreview = {
    retention,
    exchanges,
    bodies: sets.filter(({ started_at: time }) => time >= exchangesBefore && time < bodiesBefore).length,
    bytes: Math.round(bytesOf()),
    oldestKept: findOldestKept(database, exchangesBefore),
    held: leap === null ? null : describeLeap(leap),
  };
  return { exchangesBefore, bodiesBefore, preview };
}

/** What an exchange takes with its attempts and its place in the indexes, about; the rest of the file is of bodies, where there are some. */
const EXCHANGE_BYTES = 1_000;
/** A byte of a compressed body takes this much at most, with its words in the index. */
const MOST_PER_BODY_BYTE = 4;

interface Weight {
  /** Bytes of the file that something uses. */
  used: number;
  /** Bytes of an exchange with its attempts, without its bodies. */
  perExchange: number;
  /** Bytes that a byte of a compressed body takes. */
  perBodyByte: number;
}

function weigh(database: Database, sets: readonly WeighedSet[]): Weight {
  const { bytes, freeBytes } = measureFile(database);
  const { exchanges } = database.prepare('SELECT count(*) AS exchanges FROM exchanges').get() as { exchanges: number };
  const bodyBytes = sumBytes(sets, Infinity);
  const used = bytes - freeBytes;
  const share = (used - exchanges * EXCHANGE_BYTES) / Math.max(1, bodyBytes);
  const perBodyByte = Math.min(MOST_PER_BODY_BYTE, Math.max(1, share));
  return { used, perExchange: Math.max(1, used - bodyBytes * perBodyByte) / Math.max(1, exchanges), perBodyByte };
}

function sumBytes(sets: readonly WeighedSet[], before: number): number {
  return sets.reduce((sum, set) => (set.started_at < before ? sum + set.bytes : sum), 0);
}

/** The time before which the oldest bodies began that come to so many bytes together, of those that began at `from` or later. */
function findBodyCut(sets: readonly WeighedSet[], from: number, bytes: number): number {
  let sum = 0;
  let cut = from;
  for (const set of sets) {
    if (set.started_at < from) continue;
    if (sum >= bytes) break;
    sum += set.bytes;
    cut = set.started_at + 1;
  }
  return cut;
}

/** Those in flight have an index of their own, which makes this twice as fast as to look at each. */
function countEnded(database: Database, before: number): number {
  const { ended } = database
    .prepare(
      `SELECT (SELECT count(*) FROM exchanges WHERE started_at < :before) -
         (SELECT count(*) FROM exchanges WHERE started_at < :before AND outcome = 'in-flight') AS ended`,
    )
    .get({ before }) as { ended: number };
  return ended;
}

/** The time before which `count` ended exchanges began that do not go by their age anyway; those of one millisecond go together. */
function findExchangeCut(database: Database, from: number, count: number): number {
  const ended = `FROM exchanges WHERE started_at >= :from AND outcome <> 'in-flight'`;
  const last = database.prepare(
    `SELECT coalesce((SELECT started_at ${ended} ORDER BY started_at LIMIT 1 OFFSET :skipped), (SELECT max(started_at) ${ended})) AS time`,
  );
  const { time } = last.get({ from, skipped: count - 1 }) as { time: number | null };
  return time === null ? from : time + 1;
}

function findOldestKept(database: Database, before: number): number | null {
  const { oldest } = database
    .prepare(
      `SELECT min(started_at) AS oldest FROM
         (SELECT min(started_at) AS started_at FROM exchanges WHERE started_at >= :before
          UNION ALL SELECT min(started_at) FROM exchanges WHERE outcome = 'in-flight')`,
    )
    .get({ before }) as { oldest: number | null };
  return oldest;
}
