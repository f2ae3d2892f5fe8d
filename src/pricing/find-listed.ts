import type { PriceCard } from '../shared/model/prices';
import { matchesModel } from './match-model';
import type { DatedPrice, PriceTable, PriceTables, Rates, TableModel } from './price-table';
import type { TableNames } from './price-source';

/** The prices of a model, as a table lists them, one after the other. */
export type ListedPrices = { holds: Pick<DatedPrice, 'from' | 'between'>; card: PriceCard }[];

/** What the first table that has a price of the model says; null where none does. Walks lists: the caller keeps the answer. */
export function findListed(tables: PriceTables, names: TableNames, model: string): ListedPrices | null {
  const found =
    (names.genai && listPrices(tables.genai, names.genai, model)) ??
    (names.modelsDev && listPrices(tables.modelsDev, names.modelsDev, model));
  return found ?? null;
}

/** The entry of a table for a model of a provider, or of those whose models it serves too. */
export function findModel(table: PriceTable, provider: string, model: string): TableModel | undefined {
  const name = model.trim().toLowerCase();
  const { fallbacks = [] } = table.providers[provider] ?? {};
  for (const written of new Set([name, datedName(name)]))
    for (const id of [provider, ...fallbacks]) {
      const found = table.providers[id]?.models.find((entry) => matchesModel(entry, written));
      if (found !== undefined) return found;
    }
  return undefined;
}

/** `-20260417` as `-2026-04-17`: vendors write the day of a version in either way, tables in one. */
function datedName(name: string): string {
  return name.replace(/-(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g, '-$1-$2-$3');
}

function listPrices(table: PriceTable, provider: string, model: string): ListedPrices | null {
  const found = findModel(table, provider, model);
  if (found === undefined) return null;
  const listedAs = found.id === model ? null : found.id;
  const listed = found.prices.map(({ from, between, ...price }) => ({
    holds: { from, between },
    card: { ...toCard(price), source: table.name, sourceDate: table.date, listedAs },
  }));
  return listed.some(({ card }) => card.input !== null || card.output !== null) ? listed : null;
}

/** The prices of a card: what is not stated is null there, as the screens want it. */
export function toCard({ webSearch, tiers = [], ...rates }: DatedPrice): Omit<PriceCard, 'source' | 'sourceDate' | 'listedAs'> {
  return {
    ...toRates(rates),
    webSearch: webSearch ?? null,
    tiers: tiers.map(({ above, ...tier }) => ({ above, ...toRates(tier) })),
  };
}

function toRates({ input, output, cacheRead, cacheWrite, cacheWrite1h }: Rates) {
  return {
    input: input ?? null,
    output: output ?? null,
    cacheRead: cacheRead ?? null,
    cacheWrite: cacheWrite ?? null,
    cacheWrite1h: cacheWrite1h ?? null,
  };
}

/** The card that holds at a time (epoch ms): the last whose condition is met, or else the first. */
export function chooseCard(listed: ListedPrices, at: number): PriceCard | null {
  const chosen = listed.length === 1 ? listed[0] : (listed.findLast(({ holds }) => isMet(holds, at)) ?? listed[0]);
  return chosen?.card ?? null;
}

const DAY_SECONDS = 86_400;

function isMet({ from, between }: Pick<DatedPrice, 'from' | 'between'>, at: number): boolean {
  if (from !== undefined) return at >= Date.parse(from);
  if (between === undefined) return true;
  const second = (at / 1_000) % DAY_SECONDS;
  const [start, end] = between;
  return end < start ? second >= start || second < end : second >= start && second < end;
}
