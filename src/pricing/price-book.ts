import type { OwnPrice } from '../shared/config/price-config';
import { toNanoDollars, UNKNOWN_COST, type Cost } from '../shared/model/money';
import type { PriceCard } from '../shared/model/prices';
import type { Usage } from '../shared/model/usage';
import { billUsage, NOTHING, type BilledParts } from './bill-usage';
import { chooseCard, findListed, toCard, type ListedPrices } from './find-listed';
import { findOwnPrice } from './own-price';
import type { PricedProvider, PriceSource } from './price-source';
import type { PriceTables } from './price-table';
import { tierShare } from './service-tiers';
import { readShippedTables } from './shipped-tables';

/** One call to price. */
export interface Billed {
  provider: PricedProvider;
  model: string;
  usage: Usage;
  /** Dollars, as the provider stated them with its answer; null where it did not. */
  reportedCost: number | null;
  /** When it was made, epoch ms: prices change with dates and hours. */
  at: number;
}

/** What calls cost, by all sources in their order: reported by the provider, the user's own, the tables. Pure; unknown stays null. */
export interface PriceBook {
  cost(billed: Billed): Cost;
  /** What a model costs at a time, epoch ms; null: not known, or only what its answers say. */
  card(provider: PricedProvider, model: string, at: number): PriceCard | null;
}

export interface PriceBookOptions {
  own: readonly OwnPrice[];
  /** In place of the tables that come with the app. */
  tables?: PriceTables | null | undefined;
}

const OWN = 'your own';

/** More than this in dollars for one call is not believed, even if the provider says so: the dearest there are cost some tens. */
const MOST_BELIEVABLE = 1_000;

const FREE_CARD: PriceCard = {
  ...toCard({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0, webSearch: 0 }),
  source: 'free',
  sourceDate: null,
  listedAs: null,
};

/** A price book with the user's own prices, and with the shipped tables unless it is given others. */
export function createPriceBook({ own, tables }: PriceBookOptions): PriceBook {
  const lookUp = createLookUp(tables ?? null);

  function card(provider: PricedProvider, model: string, at: number): PriceCard | null {
    const listed = provider.prices === 'free' ? FREE_CARD : lookUp(provider.prices, model, at);
    const mine = findOwnPrice(own, `${provider.id}/${model}`, at);
    if (mine === undefined) return listed;
    const { from, webSearch = listed?.webSearch ?? undefined } = mine;
    return { ...toCard({ ...mine, webSearch }), source: OWN, sourceDate: from ?? null, listedAs: null };
  }

  return {
    card,
    cost({ provider, model, usage, reportedCost, at }) {
      const { playMoney } = provider;
      if (reportedCost !== null && isBelievable(reportedCost))
        return { ...UNKNOWN_COST, total: toNanoDollars(reportedCost), source: 'provider', sourceDate: toDay(at), playMoney };
      const found = card(provider, model, at);
      const parts = found && billByCard(found, provider, usage);
      if (found === null || parts === null) return { ...UNKNOWN_COST, playMoney };
      const source = found.listedAs === null ? found.source : `${found.source} (${found.listedAs})`;
      return { ...parts, source, sourceDate: found.sourceDate, playMoney };
    },
  };
}

/** What is free stays so even if nothing was counted. The user's own price holds whichever rate the provider says it billed, less what it is known to take off. */
function billByCard(card: PriceCard, { prices }: PricedProvider, usage: Usage): BilledParts | null {
  if (card === FREE_CARD) return NOTHING;
  const share = tierShare(prices, usage.serviceTier) ?? (card.source === OWN ? 1 : null);
  return share === null ? null : billUsage(card, usage, share);
}

function isBelievable(dollars: number): boolean {
  return dollars >= 0 && dollars <= MOST_BELIEVABLE;
}

/** What was looked up, kept by provider and model. Clients may name any model, so it is bounded. */
const KEPT = 1_000;

function createLookUp(tables: PriceTables | null) {
  const found = new Map<string, ListedPrices | null>();
  return (prices: PriceSource, model: string, at: number): PriceCard | null => {
    if (typeof prices === 'string') return null;
    const key = `${prices.genai ?? ''} ${prices.modelsDev ?? ''} ${model}`;
    let listed = found.get(key);
    if (listed === undefined) {
      if (found.size >= KEPT) found.clear();
      listed = findListed(tables ?? readShippedTables(), prices, model);
      found.set(key, listed);
    }
    return listed && chooseCard(listed, at);
  };
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
