/** Why a table that was fetched or stored cannot be used, in a sentence for the user. */
export class PriceDataError extends Error {
  override name = 'PriceDataError';
}

type Fields = Record<string, unknown>;

/** An object's fields. `what` names it in the error. Throws PriceDataError. */
export function readFields(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new PriceDataError(`${what} is not an object.`);
}

/** Throws PriceDataError. */
export function readList(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new PriceDataError(`${what} is not a list.`);
}

/** Throws PriceDataError. */
export function readText(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= 1_000) return value;
  throw new PriceDataError(`${what} is not a text.`);
}

/** Dollars; undefined where nothing is stated. Throws PriceDataError. */
export function readDollars(value: unknown, what: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value >= 0 && value <= 1_000_000) return value;
  throw new PriceDataError(`${what} is no price: ${JSON.stringify(value)}.`);
}

/** A whole number of tokens; undefined where nothing usable is stated: no price hangs on it. */
export function readTokens(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

/** Throws PriceDataError. */
export function readDay(value: unknown, what: string): string {
  const day = readText(value, what);
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw new PriceDataError(`${what} is not a day: ${JSON.stringify(day)}.`);
}

/** Without what is undefined, so that tables stay small and equal ones look equal. */
export function stated<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
