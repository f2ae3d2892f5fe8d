import type { Dimension, ExchangeFilter } from '../../shared/model/exchange-filter';
import type { Database } from '../open-database';
import { toLikePattern } from '../filter-exchanges';
import { createPageReader, DIMENSIONS, type PageReader } from './cells';
import { findValueIds } from './figure-values';
import { AT, type Measure } from './measures';
import type { PageKind } from './page-tables';

export interface Sieve {
  /** The pages that it is for. */
  pages: PageKind;
  /** Whether a page may be of exchanges that fit the filter; false is certain, true is not. */
  mayHold(page: Uint8Array): boolean;
}

interface Part {
  part: number;
  ids: Set<number>;
}

/** These may be of any attempt of an exchange, and so stand in different cells. */
const OF_ATTEMPTS: readonly Dimension[] = ['provider', 'model', 'key'];

/** What leaves a trace in a cell of the exchange. */
const MARKS = { unpriced: 'unpriced', estimated: 'estimated', odd: 'odd', fellBack: 'fellBack' } as const satisfies Partial<
  Record<keyof ExchangeFilter, Measure>
>;

/** The sieve of a filter; null where it asks nothing that the figures know. */
export function createSieve(database: Database, filter: ExchangeFilter): Sieve | null {
  const parts = [...findParts(database, filter)];
  const ofAll = parts.filter(({ dimension }) => !OF_ATTEMPTS.includes(dimension));
  const ofSome = parts.filter(({ dimension }) => OF_ATTEMPTS.includes(dimension));
  const measures = [...findMeasures(filter)].map((measure) => AT[measure]);
  if (parts.length === 0 && measures.length === 0) return null;
  const holds = ({ part, ids }: Part, cell: Uint32Array) => ids.has(cell[part]!);

  function mayHold(page: Uint8Array): boolean {
    const reader = createPageReader(page);
    const openParts = new Set(ofSome);
    const openMeasures = new Set(measures);
    let found = false;
    while (reader.next()) {
      const cell = reader.parts();
      if (!ofAll.every((part) => holds(part, cell))) continue;
      found = true;
      for (const part of openParts) if (holds(part, cell)) openParts.delete(part);
      if (openMeasures.size > 0) strike(openMeasures, reader);
      if (openParts.size === 0 && openMeasures.size === 0) return true;
    }
    return found && openParts.size === 0 && openMeasures.size === 0;
  }

  return { pages: filter.where?.session === undefined ? 'plain' : 'sessions', mayHold };
}

function strike(open: Set<number>, reader: PageReader): void {
  const present = reader.present();
  for (const index of open) if ((present & (1 << index)) !== 0) open.delete(index);
}

function* findParts(database: Database, filter: ExchangeFilter): Generator<Part & { dimension: Dimension }> {
  const partOf = (dimension: Dimension) => DIMENSIONS.indexOf(dimension) + 1;
  for (const dimension of DIMENSIONS) {
    const values = filter.where?.[dimension];
    if (values === undefined) continue;
    yield { dimension, part: partOf(dimension), ids: new Set(findValueIds(database, dimension, values)) };
  }
  const { modelLike, statusFrom, statusTo } = filter;
  if (modelLike !== undefined) {
    const ids = findIds(database, 'model', "value LIKE ? ESCAPE '\\'", toLikePattern(modelLike));
    yield { dimension: 'model', part: partOf('model'), ids };
  }
  if (statusFrom !== undefined || statusTo !== undefined) {
    const ids = findIds(database, 'status', 'CAST(value AS INTEGER) BETWEEN ? AND ?', statusFrom ?? 0, statusTo ?? 999);
    yield { dimension: 'status', part: partOf('status'), ids };
  }
}

function findIds(database: Database, dimension: Dimension, condition: string, ...values: (string | number)[]): Set<number> {
  const rows = database
    .prepare(`SELECT id FROM figure_values WHERE dimension = ? AND ${condition}`)
    .all(dimension, ...values) as { id: number }[];
  return new Set(rows.map(({ id }) => id));
}

function* findMeasures(filter: ExchangeFilter): Generator<Measure> {
  for (const [mark, measure] of Object.entries(MARKS) as [keyof typeof MARKS, Measure][])
    if (filter[mark] === true) yield measure;
  const [outcome, ...others] = filter.outcomes ?? [];
  if (others.length === 0 && (outcome === 'failed' || outcome === 'aborted')) yield outcome;
}
