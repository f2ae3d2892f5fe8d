import type { FiguresBucket, FiguresPoint, FiguresQuery, FiguresResult } from '../../shared/model/figures';
import { findDayStart, findHourStart } from '../local-time';
import type { Database } from '../open-database';
import { addDays, findBucketStart, HOUR_MS } from './buckets';
import { DIMENSIONS, type PageReader } from './cells';
import { NO_VALUE, readValues } from './figure-values';
import { BIN_COUNT, readPercentiles } from './histogram';
import { AT, MEASURE_COUNT, toFigures, type Measure } from './measures';
import { PAGES, readPages, type PageRow, type PageTable } from './page-tables';
import { createCellScan } from './scan-pages';

/** A longer span is summed by days. No month is as long, whatever the clock does in it. */
const LONG_SPAN_MS = 32 * 24 * HOUR_MS;

type Scan = (visit: Parameters<ReturnType<typeof createCellScan>>[1]) => void;

/**
 * Sums of a span by the values of a dimension, and by buckets of local time. They are of exchanges that have ended, also of those that were deleted since.
 * It goes twice through the pages: once for all groups, of which there may be very many, and once for the details of those that are shown.
 */
export function queryFigures(database: Database, query: FiguresQuery): FiguresResult {
  const { from, to, table } = findSpan(query);
  const pages = readPages(database, table, from, to);
  const scanCells = createCellScan(database, query);
  const scan: Scan = (visit) => scanCells(pages, visit);
  const groupPart = query.groupBy === null ? null : DIMENSIONS.indexOf(query.groupBy) + 1;

  const groups = sumGroups(scan, groupPart);
  const ranked = groups.rank();
  const shown = ranked.slice(0, query.limit);
  const others = ranked.slice(query.limit);
  const details = readDetails(scan, groupPart, shown, findBuckets(pages, query.bucket));
  const values = readValues(database, shown);
  return {
    from,
    to,
    groups: shown.map((id, index) => ({
      value: values[index] ?? null,
      figures: groups.figures([id]),
      ...details.get(id)!.read(),
    })),
    others: others.length === 0 ? null : groups.figures(others),
    otherGroups: others.length,
    total: groups.figures(ranked),
  };
}

function findSpan({ from, to, bucket, groupBy, where }: FiguresQuery): { from: number; to: number; table: PageTable } {
  const tables = PAGES[groupBy === 'session' || where?.session !== undefined ? 'sessions' : 'plain'];
  if (to - from <= LONG_SPAN_MS || bucket === 'hour') {
    return { from: findHourStart(from), to: findHourStart(to - 1) + HOUR_MS, table: tables.hours };
  }
  return { from: findDayStart(from), to: addDays(to - 1, 1), table: tables.days };
}

/** The start of each page's bucket, by the start of the page. */
function findBuckets(pages: readonly PageRow[], bucket: FiguresBucket | null): Map<number, number> | null {
  return bucket && new Map(pages.map(({ start }) => [start, findBucketStart(bucket, start)]));
}

/** The sums of all groups, by the id of their value; one list holds them all. */
function sumGroups(scan: Scan, groupPart: number | null) {
  const offsets = new Map<number, number>();
  let sums = new Float64Array(64 * MEASURE_COUNT);

  function takeOffset(id: number): number {
    const held = offsets.get(id);
    if (held !== undefined) return held;
    const offset = offsets.size * MEASURE_COUNT;
    if (offset === sums.length) {
      const larger = new Float64Array(2 * sums.length);
      larger.set(sums);
      sums = larger;
    }
    offsets.set(id, offset);
    return offset;
  }

  scan((parts, reader) => {
    const offset = takeOffset(groupPart === null ? NO_VALUE : parts[groupPart]!);
    reader.addSums(sums, offset);
  });

  return {
    /** Those with the most cost first, then with the most requests, then as they came. */
    rank(): number[] {
      const of = (id: number, measure: Measure) => sums[offsets.get(id)! + AT[measure]]!;
      return [...offsets.keys()].sort((a, b) => of(b, 'costTotal') - of(a, 'costTotal') || of(b, 'requests') - of(a, 'requests'));
    },
    /** What these groups come to together. */
    figures(ids: readonly number[]) {
      const sum = new Float64Array(MEASURE_COUNT);
      for (const id of ids) {
        const offset = offsets.get(id)!;
        for (let index = 0; index < MEASURE_COUNT; index++) sum[index]! += sums[offset + index]!;
      }
      return toFigures(sum);
    },
  };
}

/** The times and the series of the groups with these ids. */
function readDetails(scan: Scan, groupPart: number | null, ids: readonly number[], buckets: Map<number, number> | null) {
  const details = new Map(ids.map((id) => [id, createDetail(buckets)]));
  scan((parts, reader, pageStart) => details.get(groupPart === null ? NO_VALUE : parts[groupPart]!)?.add(reader, pageStart));
  return details;
}

function createDetail(buckets: Map<number, number> | null) {
  const firstToken = new Float64Array(BIN_COUNT);
  const duration = new Float64Array(BIN_COUNT);
  const points: { start: number; sums: Float64Array }[] = [];

  /** Pages come oldest first, so that a bucket which is left never comes back. */
  function takeSums(start: number): Float64Array {
    let last = points.at(-1);
    if (last?.start !== start) points.push((last = { start, sums: new Float64Array(MEASURE_COUNT) }));
    return last.sums;
  }

  return {
    add(reader: PageReader, pageStart: number): void {
      reader.addSums(takeSums(buckets?.get(pageStart) ?? 0), 0);
      reader.addTimes(firstToken, duration);
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
