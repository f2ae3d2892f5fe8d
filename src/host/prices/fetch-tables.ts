import { PriceDataError, readFetchedTables, TABLE_SOURCES, type PriceTables } from '../../pricing';
import { fetchText, type SharedNetwork } from '../../proxy';
import { AppError } from '../../shared/errors';

/** Where each table is fetched. */
export type PriceSources = Record<keyof typeof TABLE_SOURCES, string>;

export const PRICE_SOURCES: PriceSources = {
  'genai-prices': TABLE_SOURCES['genai-prices'].url,
  'models.dev': TABLE_SOURCES['models.dev'].url,
};

/** The tables have some three megabytes together. */
const MOST_BYTES = 20_000_000;
const LIMIT_MS = 60_000;

/** The newest tables of both sources, dated `date`. Rejects with AppError prices-failed, which says which of them failed at what. */
export async function fetchTables(sources: PriceSources, network: SharedNetwork, date: string): Promise<PriceTables> {
  const [genaiPrices, modelsDev] = await Promise.all([ask('genai-prices'), ask('models.dev')]);
  try {
    return readFetchedTables({ genaiPrices, modelsDev }, date);
  } catch (error) {
    if (!(error instanceof PriceDataError)) throw error;
    const hint = 'The prices in use stay as they are. A newer Switchyard may know the new form of the table.';
    throw new AppError('prices-failed', `What was fetched is no table of prices: ${error.message}`, hint);
  }

  async function ask(name: keyof PriceSources): Promise<unknown> {
    const url = sources[name];
    const { host } = new URL(url);
    const fetched = await fetchText({
      url,
      name: host === name ? name : `${name} (${host})`,
      network,
      limitMs: LIMIT_MS,
      mostBytes: MOST_BYTES,
    });
    if (!fetched.ok) {
      const hint = 'The prices in use stay as they are. Check the network, and its proxy in config.json, then look again.';
      throw new AppError('prices-failed', fetched.sentence, hint);
    }
    try {
      return JSON.parse(fetched.text) as unknown;
    } catch {
      const hint = 'The prices in use stay as they are. Something on the way may have answered in its place: look again later.';
      throw new AppError('prices-failed', `What ${host} answered for ${name} is no JSON.`, hint);
    }
  }
}
