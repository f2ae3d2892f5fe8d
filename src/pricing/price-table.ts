/** Dollars for a million tokens; what is left out is not stated. */
export interface Rates {
  input?: number | undefined;
  output?: number | undefined;
  cacheRead?: number | undefined;
  /** Kept for five minutes, where the provider tells that from an hour. */
  cacheWrite?: number | undefined;
  cacheWrite1h?: number | undefined;
}

/** Prices that hold at some time. What a tier leaves out is as below it. */
export interface DatedPrice extends Rates {
  /** The first day on which they hold, YYYY-MM-DD by UTC. */
  from?: string | undefined;
  /** Between which seconds of each UTC day they hold, the second not included; it may be past midnight. */
  between?: [start: number, end: number] | undefined;
  /** Dollars for a thousand web searches. */
  webSearch?: number | undefined;
  /** For the whole of a request with more input than so many tokens; the smallest first. */
  tiers?: (Rates & { above: number })[] | undefined;
}

/** Which names of models an entry stands for. Letters count the same in either case, but for `regex`. */
export type Match =
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string }
  | { or: Match[] }
  | { and: Match[] };

export interface TableModel {
  id: string;
  /** Left out: its id, whole. */
  match?: Match;
  /** The last that holds wins; if none does, the first. */
  prices: DatedPrice[];
  /** Tokens. */
  contextWindow?: number | undefined;
  maxOutputTokens?: number | undefined;
}

export interface TableProvider {
  models: TableModel[];
  /** Whose models it serves too, by their names in this table. */
  fallbacks?: string[];
}

export type TableName = 'genai-prices' | 'models.dev';

/** A table of prices, reduced to what the app needs of it. Plain data, that goes between threads and into files. */
export interface PriceTable {
  name: TableName;
  /** As of which day, YYYY-MM-DD. */
  date: string;
  providers: Record<string, TableProvider>;
}

/** The tables that are looked into, in this order. */
export interface PriceTables {
  genai: PriceTable;
  modelsDev: PriceTable;
}
