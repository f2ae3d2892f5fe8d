import type { ExchangeFilter } from '../../shared/model/exchange-filter';
import type { ExportFormat } from '../../shared/model/ledger-info';
import { createBodyReader, unpackBodies } from '../kept-bodies';
import type { Database } from '../open-database';
import { csvWriter } from './csv';
import type { ExportWriter } from './exported-exchange';
import { createHarWriter } from './har';
import { createJsonWriter } from './json';
import { createPageReader } from './read-page';

export interface ExportOptions {
  filter: ExchangeFilter;
  format: ExportFormat;
  /** Kept bodies too; a CSV has none. */
  bodies: boolean;
  /** Of the app. */
  version: string;
  /** Takes the text piece by piece, in order. What it throws ends the export. */
  write(text: string): void;
}

/** Characters of text after which a slice ends before its page does: bodies are large. */
const SLICE_TEXT = 500_000;

/**
 * Writes the exchanges that a filter names, oldest first, as one text; a slice at a time, with a `yield` after each. It holds one slice in
 * memory. What begins after the export did is not in it. Returns how many exchanges it wrote.
 */
export function* exportExchanges(database: Database, options: ExportOptions): Generator<void, number, void> {
  const writer = createWriter(options);
  const { write } = options;
  const filter = { ...options.filter, to: Math.min(options.filter.to ?? Infinity, findEnd(database)) };
  const readPage = createPageReader(database, filter);
  const withBodies = options.bodies && options.format !== 'csv';
  const readBodies = createBodyReader(database);
  write(writer.begin);
  let count = 0;
  let between = '';
  let written = 0;
  for (let page = readPage(null); page.length > 0; page = readPage(page.at(-1)!.exchange)) {
    for (const { exchange, decision } of page) {
      const bodies = withBodies ? unpackBodies(readBodies(exchange.id)?.bodies ?? []) : [];
      for (const entry of writer.write({ exchange, decision, bodies })) {
        write(between + entry);
        between = writer.between;
        written += entry.length;
      }
      count += 1;
      if (written < SLICE_TEXT) continue;
      written = 0;
      yield;
    }
    written = 0;
    yield;
  }
  write(writer.end);
  return count;
}

/** After the newest exchange that there is now. */
function findEnd(database: Database): number {
  const { newest } = database.prepare('SELECT max(started_at) AS newest FROM exchanges').get() as { newest: number | null };
  return (newest ?? 0) + 1;
}

function createWriter({ format, bodies, version }: ExportOptions): ExportWriter {
  switch (format) {
    case 'csv':
      return csvWriter;
    case 'json':
      return createJsonWriter(bodies);
    case 'har':
      return createHarWriter(version);
  }
}
