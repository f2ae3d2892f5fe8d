import type { FiguresPoint, FiguresQuery, FiguresResult } from '../../shared/model/figures';
import { findDayStart, findHourStart } from '../../shared/local-time';
import type { Database } from '../open-database';
import { addDays, findBucketStart, HOUR_MS } from './buckets';
import { DIMENSIONS, type PageReader } from './cells';
import { NO_VALUE, readValues } from './figure-values';
import { BIN_COUNT, readPercentiles } from './histogram';
import { AT, MEASURE_COUNT, toFigures, type Measure } from './measures';
import { PAGES, readPages, type PageTable } from './page-tables';
import { createCellScan, type Visit } from './scan-pages';

/** A longer span is summed by days. No month is as long, whatever the clock does in it. */
const LONG_SPAN_MS = 32 * 24 * HOUR_MS;

/** Lists of sums that are made at once: thousands of single ones would keep the collector busy. */
const BLOCK = 256;

type Scan = (visit: Visit) => void;
/** The id of a cell's group, of the parts of its key. */
type GroupOf = (parts: Uint32Array) => number;
/** The start of a page's bucket, of the start of the page; null: there are none. */
type Buckets = Map<number, number> | null;

/**
 * Sums of a span by the values of a dimension, and by buckets of local time. They are of exchanges that have ended, also of those that were deleted since.
 * It goes through the pages once; where there are more groups than are shown, twice: once for the sums of all, and once for the details of those shown.
 */
export function queryFigures(database: Database, query: FiguresQuery): FiguresResult {
  const { limit, groupBy, bucket } = query;
  const { from, to, table } = findSpan(query);
  const pages = readPages(database, table, from, to);
  const scanCells = createCellScan(database, query);
  const scan: Scan = (visit) => scanCells(pages, visit);
  const part = groupBy === null ? null : DIMENSIONS.indexOf(groupBy) + 1;
  const groupOf: GroupOf = (parts) => (part === null ? NO_VALUE : parts[part]!);
  const buckets: Buckets = bucket && new Map(pages.map(({ start }) => [start, findBucketStart(bucket, start)]));

  const all = readAllDetails(scan, groupOf, buckets, limit);
  const sums = all === null ? sumGroups(scan, groupOf) : new Map([...all].map(([id, detail]) => [id, detail.sums()]));
  const ranked = rank(sums);
  const shown = ranked.slice(0, limit);
  const others = ranked.slice(limit);
  const details = all ?? readDetails(scan, groupOf, buckets, shown);
  const values = readValues(database, shown);
  const ofOthers = addUp(sums, others);
  return {
    from,
    to,
    groups: shown.map((id, index) => ({
      value: values[index] ?? null,
      figures: toFigures(sums.get(id)!),
      ...details.get(id)!.read(),
    })),
    others: others.length === 0 ? null : toFigures(ofOthers),
    otherGroups: others.length,
    total: toFigures(addUp(sums, shown, ofOthers)),
  };
}

function findSpan({ from, to, bucket, groupBy, where }: FiguresQuery): { from: number; to: number; table: PageTable } {
  const tables = PAGES[groupBy === 'session' || where?.session !== undefined ? 'sessions' : 'plain'];
  if (to - from <= LONG_SPAN_MS || bucket === 'hour') {
    return { from: findHourStart(from), to: findHourStart(to - 1) + HOUR_MS, table: tables.hours };
  }
  return { from: findDayStart(from), to: addDays(to - 1, 1), table: tables.days };
}

/** Those with the most cost first, then with the most requests, then as they came. */
function rank(sums: Map<number, Float64Array>): number[] {
  const of = (id: number, measure: Measure) => sums.get(id)![AT[measure]]!;
  return [...sums.keys()].sort((a, b) => of(b, 'costTotal') - of(a, 'costTotal') || of(b, 'requests') - of(a, 'requests'));
}

function addUp(sums: Map<number, Float64Array>, ids: readonly number[], more?: Float64Array): Float64Array {
  const total = new Float64Array(MEASURE_COUNT);
  for (const id of ids) addTo(total, sums.get(id)!);
  if (more !== undefined) addTo(total, more);
  return total;
}

function addTo(total: Float64Array, sums: Float64Array): void {
  for (let index = 0; index < MEASURE_COUNT; index++) total[index]! += sums[index]!;
}

/** The sums of all groups, by the id of their value. */
function sumGroups(scan: Scan, groupOf: GroupOf): Map<number, Float64Array> {
  const groups = new Map<number, Float64Array>();
  let block = new Float64Array(0);

  function takeSums(): Float64Array {
    if (block.length === 0) block = new Float64Array(BLOCK * MEASURE_COUNT);
    const sums = block.subarray(0, MEASURE_COUNT);
    block = block.subarray(MEASURE_COUNT);
    return sums;
  }

  scan((parts, reader) => {
    const id = groupOf(parts);
    let sums = groups.get(id);
    if (sums === undefined) groups.set(id, (sums = takeSums()));
    reader.addSums(sums);
    return true;
  });
  return groups;
}

/** All groups with their details; null where there are more than so many. */
function readAllDetails(scan: Scan, groupOf: GroupOf, buckets: Buckets, most: number): Map<number, Detail> | null {
  const details = new Map<number, Detail>();
  scan((parts, reader, pageStart) => {
    const id = groupOf(parts);
    let detail = details.get(id);
    if (detail === undefined) details.set(id, (detail = createDetail(buckets)));
    detail.add(reader, pageStart);
    return details.size <= most;
  });
  return details.size <= most ? details : null;
}

/** The details of the groups with these ids. */
function readDetails(scan: Scan, groupOf: GroupOf, buckets: Buckets, ids: readonly number[]): Map<number, Detail> {
  const details = new Map(ids.map((id) => [id, createDetail(buckets)]));
  scan((parts, reader, pageStart) => {
    details.get(groupOf(parts))?.add(reader, pageStart);
    return true;
  });
  return details;
}

type Detail = ReturnType<typeof createDetail>;

/** The times and the series of a group. */
function createDetail(buckets: Buckets) {
  const firstToken = new Float64Array(BIN_COUNT);
  const duration = new Float64Array(BIN_COUNT);
  const points: { start: number; sums: Float64Array }[] = [];
  let last: (typeof points)[number] | null = null;

  /** Pages come oldest first, so that a bucket which is left never comes back. */
  function takeSums(start: number): Float64Array {
    if (last?.start !== start) points.push((last = { start, sums: new Float64Array(MEASURE_COUNT) }));
    return last.sums;
  }

  return {
    add(reader: PageReader, pageStart: number): void {
      reader.addSums(takeSums(buckets?.get(pageStart) ?? 0));
      reader.addTimes(firstToken);
      reader.addTimes(duration);
    },
    sums(): Float64Array {
      const total = new Float64Array(MEASURE_COUNT);
      for (const { sums } of points) addTo(total, sums);
      return total;
    },
    read() {
      const series: FiguresPoint[] = points.map(({ start, sums }) => ({ start, figures: toFigures(sums) }));
      return {
        timings: { firstToken: readPercentiles(firstToken), duration: readPercentiles(duration) },
        series: buckets === null ? [] : series,
      };
    },
  };
}
