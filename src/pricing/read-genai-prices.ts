import type { DatedPrice, Match, PriceTable, Rates, TableModel, TableProvider } from './price-table';
import { PriceDataError, readDay, readDollars, readFields, readList, readText, readTokens, stated } from './read-fields';
import { GENAI_PROVIDERS } from './table-providers';

/** Our names of the prices, and those of the table. */
const KEYS = [
  ['input', 'input_mtok'],
  ['output', 'output_mtok'],
  ['cacheRead', 'cache_read_mtok'],
  ['cacheWrite', 'cache_write_mtok'],
  ['cacheWrite1h', 'cache_write_1h_mtok'],
] as const;

/**
 * The table of genai-prices (its data.json, version 2: a list of providers), reduced to the providers in use. `date` is the day as
 * of which it holds. Throws PriceDataError for what does not look like it: nothing is used of such a table.
 */
export function readGenaiPrices(json: unknown, date: string): PriceTable {
  const listed = new Map(
    readList(json, 'The table of genai-prices').map((entry) => {
      const provider = readFields(entry, 'A provider of genai-prices');
      return [readText(provider.id, 'The id of a provider of genai-prices'), provider];
    }),
  );
  const providers: Record<string, TableProvider> = {};
  for (const id of GENAI_PROVIDERS) {
    const provider = listed.get(id);
    if (provider === undefined) throw new PriceDataError(`The table of genai-prices has no ${id}.`);
    const models = readList(provider.models, `The list of ${id}'s models`).map((model) => readModel(model, id));
    if (models.length === 0) throw new PriceDataError(`The table of genai-prices has no models of ${id}.`);
    const fallbacks = readList(provider.fallback_model_providers ?? [], `What ${id} falls back to`)
      .map((other) => readText(other, `What ${id} falls back to`))
      .filter((other) => (GENAI_PROVIDERS as readonly string[]).includes(other));
    providers[id] = { models, ...(fallbacks.length > 0 && { fallbacks }) };
  }
  return { name: 'genai-prices', date, providers };
}

function readModel(json: unknown, provider: string): TableModel {
  const model = readFields(json, `A model of ${provider}`);
  const id = readText(model.id, `The id of a model of ${provider}`);
  const name = `${provider}/${id}`;
  const prices = Array.isArray(model.prices)
    ? model.prices.map((entry) => {
        const { constraint, prices } = readFields(entry, `A price of ${name}`);
        return { ...readConstraint(constraint, name), ...readPrices(prices, id, name) };
      })
    : [readPrices(model.prices, id, name)];
  if (prices.length === 0) throw new PriceDataError(`${name} has an empty list of prices.`);
  return stated({ id, match: readMatch(model.match, name), prices, contextWindow: readTokens(model.context_window) });
}

function readPrices(json: unknown, id: string, name: string): DatedPrice {
  const prices = readFields(json, `The price of ${name}`);
  // Free variants of models are listed without any price.
  if (Object.keys(prices).length === 0) return id.endsWith(':free') ? { input: 0, output: 0 } : {};
  const steps = KEYS.map(([ours, theirs]) => [ours, readSteps(prices[theirs], `${theirs} of ${name}`)] as const);
  const starts = [...new Set(steps.flatMap(([, { tiers }]) => tiers.map(({ above }) => above)))].sort((a, b) => a - b);
  const ratesAt = (input: number): Rates =>
    stated(
      Object.fromEntries(
        steps.map(([ours, { base, tiers }]) => [ours, tiers.findLast(({ above }) => input >= above)?.price ?? base]),
      ),
    );
  return stated({
    ...ratesAt(-1),
    webSearch: readDollars(prices.web_searches_kcount, `web_searches_kcount of ${name}`),
    tiers: starts.length === 0 ? undefined : starts.map((above) => ({ above, ...ratesAt(above) })),
  });
}

interface Steps {
  base: number | undefined;
  tiers: { above: number; price: number }[];
}

function readSteps(json: unknown, what: string): Steps {
  if (typeof json !== 'object' || json === null) return { base: readDollars(json, what), tiers: [] };
  const { base, tiers } = readFields(json, what);
  const read = readList(tiers, `The tiers of ${what}`).map((tier) => {
    const { start, price } = readFields(tier, `A tier of ${what}`);
    const dollars = readDollars(price, what);
    if (!Number.isSafeInteger(start) || (start as number) < 0 || dollars === undefined)
      throw new PriceDataError(`A tier of ${what} is not understood: ${JSON.stringify(tier)}.`);
    return { above: start as number, price: dollars };
  });
  return { base: readDollars(base, what), tiers: read.sort((a, b) => a.above - b.above) };
}

function readConstraint(json: unknown, name: string): Pick<DatedPrice, 'from' | 'between'> {
  if (json === undefined || json === null) return {};
  const { start_date, start_time, end_time } = readFields(json, `When a price of ${name} holds`);
  if (start_date !== undefined) return { from: readDay(start_date, `The first day of a price of ${name}`) };
  return { between: [readSeconds(start_time, name), readSeconds(end_time, name)] };
}

/** `16:30:00Z` or `16:30:00+02:00` as seconds of the UTC day. */
function readSeconds(json: unknown, name: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/.exec(
    typeof json === 'string' ? json : '',
  );
  if (parts === null) throw new PriceDataError(`When a price of ${name} holds is not understood: ${JSON.stringify(json)}.`);
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 4).map(Number);
  const shift = (Number(parts[5] ?? 0) * 60 + Number(parts[6] ?? 0)) * 60 * (parts[4] === '-' ? -1 : 1);
  return (hours * 3_600 + minutes * 60 + seconds - shift + 86_400) % 86_400;
}

const TEXT_MATCHES = ['equals', 'starts_with', 'ends_with', 'contains', 'regex'] as const;

function readMatch(json: unknown, name: string): Match {
  const match = readFields(json, `What ${name} stands for`);
  for (const kind of ['or', 'and'] as const)
    if (kind in match)
      return { [kind]: readList(match[kind], `What ${name} stands for`).map((one) => readMatch(one, name)) } as Match;
  const kind = TEXT_MATCHES.find((one) => one in match);
  if (kind === undefined) throw new PriceDataError(`What ${name} stands for is not understood.`);
  const text = readText(match[kind], `What ${name} stands for`);
  if (kind === 'regex') checkPattern(text, name);
  return { [kind]: text } as Match;
}

function checkPattern(pattern: string, name: string): void {
  try {
    new RegExp(pattern);
  } catch (error) {
    throw new PriceDataError(`What ${name} stands for is no pattern: ${pattern}`, { cause: error });
  }
}
