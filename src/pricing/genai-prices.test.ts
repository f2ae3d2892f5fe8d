import { calcPrice, findProvider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toNanoDollars } from '../shared/model/money';
import { UNKNOWN_USAGE } from '../shared/model/usage';
import { createPriceBook } from './price-book';
import { readGenaiPrices } from './read-genai-prices';
import { readShippedTables } from './shipped-tables';
import { GENAI_PROVIDERS, type GenaiProvider } from './table-providers';

const { genai } = readShippedTables();
const book = createPriceBook({ own: [] });

/** Every model of every provider in use; the library walks its own lists, and so finds some under another id. */
const listed = GENAI_PROVIDERS.flatMap((id) => (genai.providers[id]?.models ?? []).map((model) => ({ id, model: model.id })));

const tokens = fc.oneof(fc.constant(0), fc.nat(3_000), fc.integer({ min: 100_000, max: 600_000 }));
const calls = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  write5m: tokens,
  cacheWrite1h: tokens,
  webSearches: fc.oneof(fc.constant(0), fc.nat(20)),
  at: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) }),
});
type Call = typeof calls extends fc.Arbitrary<infer T> ? T : never;

function askBoth(id: GenaiProvider, model: string, { write5m, at, ...counts }: Call) {
  const cacheWrite = write5m + counts.cacheWrite1h;
  const library = calcPrice(
    {
      input_tokens: counts.input + counts.cacheRead + cacheWrite,
      output_tokens: counts.output,
      cache_read_tokens: counts.cacheRead,
      cache_write_tokens: cacheWrite,
      cache_write_1h_tokens: counts.cacheWrite1h,
      web_searches: counts.webSearches,
    },
    model,
    { providerId: id, timestamp: new Date(at) },
  );
  const provider = { id: 'p', prices: { genai: id }, playMoney: false };
  const usage = { ...UNKNOWN_USAGE, ...counts, cacheWrite, estimated: false };
  return { library, ours: book.cost({ provider, model, usage, reportedCost: null, at }) };
}

it('is billed as the library bills it, to the rounding of the parts', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.constantFrom(...listed), calls, ({ id, model }, call) => {
      const { library, ours } = askBoth(id, model, call);
      if (ours.total === null) return;
      compared += 1;
      expect(library).not.toBeNull();
      // Six parts, each off by half a nano-dollar at most, and the library's own.
      expect(Math.abs(ours.total - toNanoDollars(library?.total_price ?? NaN))).toBeLessThanOrEqual(4);
      expect((ours.input ?? 0) + (ours.output ?? 0) + (ours.cacheRead ?? 0) + (ours.cacheWrite ?? 0) + (ours.fees ?? 0)).toBe(
        ours.total,
      );
    }),
    { numRuns: 3_000 },
  );
  expect(compared).toBeGreaterThan(500);
});

it('knows every model that the library prices by the token, under the same name', () => {
  const at = Date.UTC(2026, 10, 23, 2);
  const call = { input: 250_001, output: 1_000, cacheRead: 0, write5m: 0, cacheWrite1h: 0, webSearches: 0, at };
  const differing = listed.filter(({ id, model }) => {
    const { library, ours } = askBoth(id, model, call);
    const { input_mtok, output_mtok } = library?.model_price ?? {};
    if (input_mtok === undefined || output_mtok === undefined) return false;
    const named = library?.model.id === model ? 'genai-prices' : `genai-prices (${library?.model.id})`;
    return ours.source !== named || Math.abs((ours.total ?? NaN) - toNanoDollars(library?.total_price ?? NaN)) > 4;
  });
  expect(differing).toEqual([]);
  expect(listed.length).toBeGreaterThan(1_000);
});

it('is the table of the library that is installed, as of the day of that', () => {
  const providers = GENAI_PROVIDERS.map((providerId) => findProvider({ providerId }));
  expect(readGenaiPrices(JSON.parse(JSON.stringify(providers)), genai.date)).toEqual(genai);
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };
  expect([devDependencies['@pydantic/genai-prices'], genai.date]).toEqual(['0.1.8', '2026-09-23']);
});
