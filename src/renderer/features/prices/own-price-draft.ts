import { OwnPrice } from '../../../shared/config/price-config';

/** The kinds that a price has, in their order; the first two are needed. */
export const RATES = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h'] as const;
export type Rate = (typeof RATES)[number];

export type RateDraft = Record<Rate, string>;

/** A price of the user's own as it stands in the form: texts. */
export interface OwnPriceDraft extends RateDraft {
  target: string;
  from: string;
  webSearch: string;
  tiers: (RateDraft & { above: string })[];
}

export const NO_RATES: RateDraft = { input: '', output: '', cacheRead: '', cacheWrite: '', cacheWrite1h: '' };

export function emptyDraft(target: string): OwnPriceDraft {
  return { ...NO_RATES, target, from: '', webSearch: '', tiers: [] };
}

export function draftOf({ target, from, webSearch, tiers = [], ...rates }: OwnPrice): OwnPriceDraft {
  return {
    ...toTexts(rates),
    target,
    from: from ?? '',
    webSearch: toText(webSearch),
    tiers: tiers.map(({ above, ...its }) => ({ above: String(above), ...toTexts(its) })),
  };
}

/** What is wrong, by the field: `input`, `tiers.0.above`. */
export type DraftErrors = Record<string, string>;

/** The price that a draft stands for, or what is wrong with it. */
export function readDraft(draft: OwnPriceDraft): { price: OwnPrice; errors: null } | { price: null; errors: DraftErrors } {
  const tiers = draft.tiers.map(({ above, ...rates }) => ({ above: toNumber(above), ...toNumbers(rates) }));
  const parsed = OwnPrice.safeParse({
    target: draft.target.trim(),
    ...(draft.from.trim() !== '' && { from: draft.from.trim() }),
    ...toNumbers(draft),
    ...(draft.webSearch.trim() !== '' && { webSearch: toNumber(draft.webSearch) }),
    ...(tiers.length > 0 && { tiers }),
  });
  if (parsed.success) return { price: parsed.data, errors: null };
  const errors = parsed.error.issues.map(({ path, code, message }) => [path.join('.'), describe(path, code, message)] as const);
  return { price: null, errors: Object.fromEntries(errors.reverse()) };
}

function describe(path: PropertyKey[], code: string, message: string): string {
  const field = path.at(-1);
  if (field === 'target' || field === 'from' || code === 'custom') return capital(message);
  return field === 'above' ? 'A whole number of tokens' : 'Dollars, for example 0.25';
}

function capital(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

function toText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function toTexts(rates: Partial<Record<Rate, number | undefined>>): RateDraft {
  return Object.fromEntries(RATES.map((rate) => [rate, toText(rates[rate])])) as RateDraft;
}

/** A comma may stand for the point. What is no number becomes one that no price can be. */
function toNumber(text: string): number {
  const written = text.trim().replace(',', '.');
  return written === '' ? Number.NaN : Number(written);
}

function toNumbers(rates: RateDraft): Partial<Record<Rate, number>> {
  return Object.fromEntries(RATES.filter((rate) => rates[rate].trim() !== '').map((rate) => [rate, toNumber(rates[rate])]));
}
