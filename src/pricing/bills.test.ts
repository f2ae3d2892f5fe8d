import { expect, it } from 'vitest';
import { OwnPrice } from '../shared/config/price-config';
import { UNKNOWN_USAGE, type Usage } from '../shared/model/usage';
import { createPriceBook } from './price-book';
import type { PriceSource } from './price-source';

interface Bill {
  prices: PriceSource;
  model: string;
  usage: Partial<Usage>;
  at?: string;
  own?: unknown;
  /** In nano-dollars, worked out by hand in the comment above it. A kind that is left out costs nothing. */
  costs: { input?: number; output?: number; read?: number; write?: number; fees?: number; total: number };
}

const anthropic: PriceSource = { genai: 'anthropic', modelsDev: 'anthropic' };
const openai: PriceSource = { genai: 'openai', modelsDev: 'openai' };
const google: PriceSource = { genai: 'google', modelsDev: 'google' };
const deepseek: PriceSource = { genai: 'deepseek', modelsDev: 'deepseek' };

const bills: Record<string, Bill> = {
  // 1,234 x $4/M = $0.004936; 567 x $20/M = $0.01134; together $0.016276
  'Opus 5.5, a plain turn': {
    prices: anthropic,
    model: 'claude-opus-5-5',
    usage: { input: 1_234, output: 567 },
    costs: { input: 4_936_000, output: 11_340_000, total: 16_276_000 },
  },
  // 12 x $4/M = $0.000048; 850 x $20/M = $0.017; 48,000 x $0.20/M = $0.0096; 2,300 x $5/M = $0.0115; together $0.038148
  'Opus 5.5, a turn from the cache that writes its end to it': {
    prices: anthropic,
    model: 'claude-opus-5-5',
    usage: { input: 12, output: 850, cacheRead: 48_000, cacheWrite: 2_300 },
    costs: { input: 48_000, output: 17_000_000, read: 9_600_000, write: 11_500_000, total: 38_148_000 },
  },
  // 10 x $4/M = $0.00004; 400 x $20/M = $0.008; 2,000 x $5/M = $0.01 and 4,000 x $8/M = $0.032 for an hour; together $0.05004
  'Opus 5.5, written for five minutes and for an hour': {
    prices: anthropic,
    model: 'claude-opus-5-5',
    usage: { input: 10, output: 400, cacheWrite: 6_000, cacheWrite1h: 4_000 },
    costs: { input: 40_000, output: 8_000_000, write: 42_000_000, total: 50_040_000 },
  },
  // 3,000 x $1/M = $0.003; 900 x $5/M = $0.0045; 3 x $10/1,000 = $0.03; together $0.0375
  'Haiku 4.5 that searched three times': {
    prices: anthropic,
    model: 'claude-haiku-4-5',
    usage: { input: 3_000, output: 900, webSearches: 3 },
    costs: { input: 3_000_000, output: 4_500_000, fees: 30_000_000, total: 37_500_000 },
  },
  // 200,000 in all is not above the border. 150,000 x $3/M = $0.45; 1,000 x $15/M = $0.015; 50,000 x $0.30/M = $0.015; together $0.48
  'Sonnet 4.5 with 200,000 of input': {
    prices: anthropic,
    model: 'claude-sonnet-4-5',
    usage: { input: 150_000, output: 1_000, cacheRead: 50_000 },
    costs: { input: 450_000_000, output: 15_000_000, read: 15_000_000, total: 480_000_000 },
  },
  // One more, and all is dearer. 150,001 x $6/M = $0.900006; 1,000 x $22.50/M = $0.0225; 50,000 x $0.60/M = $0.03; together $0.952506
  'Sonnet 4.5 with 200,001 of input': {
    prices: anthropic,
    model: 'claude-sonnet-4-5',
    usage: { input: 150_001, output: 1_000, cacheRead: 50_000 },
    costs: { input: 900_006_000, output: 22_500_000, read: 30_000_000, total: 952_506_000 },
  },
  // 250,000 x $6/M = $1.50; 100 x $22.50/M = $0.00225; together $1.50225
  'Sonnet 4.6 on the last day of its dearer tier': {
    prices: anthropic,
    model: 'claude-sonnet-4-6',
    usage: { input: 250_000, output: 100 },
    at: '2026-03-12T23:59:59.999Z',
    costs: { input: 1_500_000_000, output: 2_250_000, total: 1_502_250_000 },
  },
  // 250,000 x $3/M = $0.75; 100 x $15/M = $0.0015; together $0.7515
  'Sonnet 4.6 on the day after': {
    prices: anthropic,
    model: 'claude-sonnet-4-6',
    usage: { input: 250_000, output: 100 },
    at: '2026-03-13T00:00:00Z',
    costs: { input: 750_000_000, output: 1_500_000, total: 751_500_000 },
  },
  // 211,000 in all. 1,000 x $10/M = $0.01; 200 x $37.50/M = $0.0075; 210,000 x $20/M = $4.20; together $4.2175
  'Opus 4.6, written for an hour in the dearer tier': {
    prices: anthropic,
    model: 'claude-opus-4-6',
    usage: { input: 1_000, output: 200, cacheWrite: 210_000, cacheWrite1h: 210_000 },
    at: '2026-02-20T10:00:00Z',
    costs: { input: 10_000_000, output: 7_500_000, write: 4_200_000_000, total: 4_217_500_000 },
  },
  // Half of $3 and of $15. 10,001 x $1.50/M = $0.0150015; 3,333 x $7.50/M = $0.0249975; together $0.039999
  'Sonnet 4.5 in a batch': {
    prices: anthropic,
    model: 'claude-sonnet-4-5',
    usage: { input: 10_001, output: 3_333, serviceTier: 'batch' },
    costs: { input: 15_001_500, output: 24_997_500, total: 39_999_000 },
  },
  // 2,000 x $0.50/M = $0.001; 1,000 x $2.50/M = $0.0025; a search is not halved, $0.01; together $0.0135
  'Haiku 4.5 that searched in a batch': {
    prices: anthropic,
    model: 'claude-haiku-4-5',
    usage: { input: 2_000, output: 1_000, webSearches: 1, serviceTier: 'batch' },
    costs: { input: 1_000_000, output: 2_500_000, fees: 10_000_000, total: 13_500_000 },
  },
  // 271,999 x $5/M = $1.359995; 10 x $30/M = $0.0003; together $1.360295
  'GPT-5.5 just below its border of 272,000': {
    prices: openai,
    model: 'gpt-5.5',
    usage: { input: 271_999, output: 10 },
    costs: { input: 1_359_995_000, output: 300_000, total: 1_360_295_000 },
  },
  // 272,000 x $10/M = $2.72; 10 x $45/M = $0.00045; together $2.72045
  'GPT-5.5 at its border': {
    prices: openai,
    model: 'gpt-5.5',
    usage: { input: 272_000, output: 10 },
    costs: { input: 2_720_000_000, output: 450_000, total: 2_720_450_000 },
  },
  // Half of $5, $30 and $0.50. 20,000 x $2.50/M = $0.05; 2,000 x $15/M = $0.03; 100,000 x $0.25/M = $0.025; together $0.105
  'GPT-5.5 at the flex rate': {
    prices: openai,
    model: 'gpt-5.5',
    usage: { input: 20_000, output: 2_000, cacheRead: 100_000, serviceTier: 'flex' },
    costs: { input: 50_000_000, output: 30_000_000, read: 25_000_000, total: 105_000_000 },
  },
  // 5,000 x $5/M = $0.025; 500 x $30/M = $0.015; 2 x $10/1,000 = $0.02; together $0.06
  'GPT-5.5 that searched twice': {
    prices: openai,
    model: 'gpt-5.5',
    usage: { input: 5_000, output: 500, webSearches: 2 },
    costs: { input: 25_000_000, output: 15_000_000, fees: 20_000_000, total: 60_000_000 },
  },
  // 200,000 x $1.25/M = $0.25; 3,000 x $10/M = $0.03; together $0.28
  'Gemini 2.5 Pro with 200,000 of input': {
    prices: google,
    model: 'gemini-2.5-pro',
    usage: { input: 200_000, output: 3_000 },
    costs: { input: 250_000_000, output: 30_000_000, total: 280_000_000 },
  },
  // 1 x $2.50/M = $0.0000025; 3,000 x $15/M = $0.045; 200,000 x $0.25/M = $0.05; together $0.0950025
  'Gemini 2.5 Pro with 200,001 of input, nearly all from its cache': {
    prices: google,
    model: 'gemini-2.5-pro',
    usage: { input: 1, output: 3_000, cacheRead: 200_000 },
    costs: { input: 2_500, output: 45_000_000, read: 50_000_000, total: 95_002_500 },
  },
  // 512,001 x $0.60/M = $0.3072006; 1,000 x $2.40/M = $0.0024; together $0.3096006
  'MiniMax M3 just above its border of 512,000': {
    prices: { genai: 'minimax', modelsDev: 'minimax' },
    model: 'minimax-m3',
    usage: { input: 512_001, output: 1_000 },
    costs: { input: 307_200_600, output: 2_400_000, total: 309_600_600 },
  },
  // 1,000 x $0.435/M = $0.000435; 100 x $0.87/M = $0.000087; 1 x $0.003625/M = 3.625 nano-dollars, so 4; together $0.000522004
  'DeepSeek V4 Pro before its price rose': {
    prices: deepseek,
    model: 'deepseek-v4-pro',
    usage: { input: 1_000, output: 100, cacheRead: 1 },
    at: '2026-08-16T23:59:59.999Z',
    costs: { input: 435_000, output: 87_000, read: 4, total: 522_004 },
  },
  // 1,000 x $0.66/M = $0.00066; 100 x $1.98/M = $0.000198; 1,001 x $0.022/M = $0.000022022; together $0.000880022
  'DeepSeek V4 Pro from the day on which it rose': {
    prices: deepseek,
    model: 'deepseek-v4-pro',
    usage: { input: 1_000, output: 100, cacheRead: 1_001 },
    at: '2026-08-17T00:00:00Z',
    costs: { input: 660_000, output: 198_000, read: 22_022, total: 880_022 },
  },
  // Twice that: $0.00132, $0.000396 and $0.000044044; together $0.001760044
  'DeepSeek V4 Pro when its dear hours begin': {
    prices: deepseek,
    model: 'deepseek-v4-pro',
    usage: { input: 1_000, output: 100, cacheRead: 1_001 },
    at: '2026-11-23T01:00:00Z',
    costs: { input: 1_320_000, output: 396_000, read: 44_044, total: 1_760_044 },
  },
  // As before them: $0.000880022
  'DeepSeek V4 Pro when its dear hours are over': {
    prices: deepseek,
    model: 'deepseek-v4-pro',
    usage: { input: 1_000, output: 100, cacheRead: 1_001 },
    at: '2026-11-23T04:00:00Z',
    costs: { input: 660_000, output: 198_000, read: 22_022, total: 880_022 },
  },
  // 200,000 in all. 100,000 x $2.50/M = $0.25; 10 x $5/M = $0.00005; 100,000 x $0.40/M = $0.04; together $0.29005
  'Grok 4.3 at its border of 200,000': {
    prices: { genai: 'x-ai', modelsDev: 'xai' },
    model: 'grok-4.3',
    usage: { input: 100_000, output: 10, cacheRead: 100_000 },
    costs: { input: 250_000_000, output: 50_000, read: 40_000_000, total: 290_050_000 },
  },
  // Flex costs the same there. 7 x $0.15/M = 1,050 nano-dollars; 5 x $0.60/M = 3,000; 3 x $0.075/M = 225; together 4,275
  'Groq at the flex rate, ten tokens in': {
    prices: { genai: 'groq', modelsDev: 'groq' },
    model: 'openai/gpt-oss-120b',
    usage: { input: 7, output: 5, cacheRead: 3, serviceTier: 'flex' },
    costs: { input: 1_050, output: 3_000, read: 225, total: 4_275 },
  },
  // 100 x $3.30/M = $0.00033; 50 x $16.50/M = $0.000825; all 1,000 x $4.125/M = $0.004125, an hour has no price of its own; together $0.00528
  'Sonnet 4.5 of a region of Bedrock': {
    prices: { genai: 'aws', modelsDev: 'amazon-bedrock' },
    model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    usage: { input: 100, output: 50, cacheWrite: 1_000, cacheWrite1h: 400 },
    costs: { input: 330_000, output: 825_000, write: 4_125_000, total: 5_280_000 },
  },
  // 999 x $0.95/M = $0.00094905; 1 x $4/M = $0.000004; 12,345 x $0.16/M = $0.0019752; together $0.00292825
  'Kimi K2.6 that said one word': {
    prices: { genai: 'moonshotai', modelsDev: 'moonshotai' },
    model: 'kimi-k2.6',
    usage: { input: 999, output: 1, cacheRead: 12_345 },
    costs: { input: 949_050, output: 4_000, read: 1_975_200, total: 2_928_250 },
  },
  // 2,000 x $2.50/M = $0.005; 300 x $7.50/M = $0.00225; 8,000 x $0.50/M = $0.004; 400 x $3.125/M = $0.00125; together $0.0125
  'Qwen 3.7 Max, which models.dev alone lists': {
    prices: { modelsDev: 'alibaba' },
    model: 'qwen3.7-max',
    usage: { input: 2_000, output: 300, cacheRead: 8_000, cacheWrite: 400 },
    costs: { input: 5_000_000, output: 2_250_000, read: 4_000_000, write: 1_250_000, total: 12_500_000 },
  },
  // 10,000 x $0.60/M = $0.006; 1,000 x $2.20/M = $0.0022; 5,000 x $0.11/M = $0.00055; together $0.00875
  'GLM 4.7, which the first table has no longer': {
    prices: { genai: 'zai', modelsDev: 'zai' },
    model: 'glm-4.7',
    usage: { input: 10_000, output: 1_000, cacheRead: 5_000 },
    costs: { input: 6_000_000, output: 2_200_000, read: 550_000, total: 8_750_000 },
  },
  // 3 x 89.06 = 267.18 nano-dollars, so 267; 1 x 534.36, so 534; 1 x 17.81, so 18; together 819
  'Doubao Seed 2.0 Lite, of which each part is a fraction': {
    prices: { modelsDev: 'volcengine' },
    model: 'doubao-seed-2-0-lite-260428',
    usage: { input: 3, output: 1, cacheRead: 1 },
    costs: { input: 267, output: 534, read: 18, total: 819 },
  },
  // 1 x 435 nano-dollars; 1 x 870; 1 x 3.6, so 4; together 1,309
  'MiMo V2.6 Pro, one token of each kind': {
    prices: { modelsDev: 'xiaomi' },
    model: 'mimo-v2.6-pro',
    usage: { input: 1, output: 1, cacheRead: 1 },
    costs: { input: 435, output: 870, read: 4, total: 1_309 },
  },
  // 1,000 x $0.50/M = $0.0005; 200 x $1.50/M = $0.0003; 500 x $0.50/M = $0.00025, as input; together $0.00105
  'a price of the user’s own that says nothing of the cache': {
    prices: 'unknown',
    model: 'qwen3-coder',
    own: { target: 'p/qwen*', input: 0.5, output: 1.5 },
    usage: { input: 1_000, output: 200, cacheRead: 500 },
    costs: { input: 500_000, output: 300_000, read: 250_000, total: 1_050_000 },
  },
  // 1,000 in all is not above 1,000. 990 x $1/M = $0.00099; 10 x $2/M = $0.00002; 10 x $1/M = $0.00001; together $0.00102
  'a price of the user’s own at the border of its tier': {
    prices: anthropic,
    model: 'claude-opus-5-5',
    own: { target: 'p/claude-opus-5-5', input: 1, output: 2, tiers: [{ above: 1_000, input: 3, output: 4, cacheRead: 0.3 }] },
    usage: { input: 990, output: 10, cacheRead: 10 },
    costs: { input: 990_000, output: 20_000, read: 10_000, total: 1_020_000 },
  },
  // 1,001 x $3/M = $0.003003; 10 x $4/M = $0.00004; 10 x $0.30/M = $0.000003; together $0.003046
  'a price of the user’s own above it': {
    prices: anthropic,
    model: 'claude-opus-5-5',
    own: { target: 'p/claude-opus-5-5', input: 1, output: 2, tiers: [{ above: 1_000, input: 3, output: 4, cacheRead: 0.3 }] },
    usage: { input: 1_001, output: 10, cacheRead: 10 },
    costs: { input: 3_003_000, output: 40_000, read: 3_000, total: 3_046_000 },
  },
  // The user's price is for whatever rate is said. 1,000 x $10/M = $0.01; 100 x $60/M = $0.006; together $0.016
  'GPT-5.5 at the priority rate, by a price of the user’s own': {
    prices: openai,
    model: 'gpt-5.5',
    own: { target: 'p/gpt-5.5', input: 10, output: 60 },
    usage: { input: 1_000, output: 100, serviceTier: 'priority' },
    costs: { input: 10_000_000, output: 6_000_000, total: 16_000_000 },
  },
  // 100 x $2/M = $0.0002; 10 x $8/M = $0.00008; 500 x $2.50/M = $0.00125 and 300 x $4/M = $0.0012 for an hour; 2 x $7/1,000 = $0.014
  'a price of the user’s own with every kind, from a day on': {
    prices: 'unknown',
    model: 'house-model',
    own: {
      target: 'p/*',
      from: '2026-11-23',
      input: 2,
      output: 8,
      cacheRead: 0.2,
      cacheWrite: 2.5,
      cacheWrite1h: 4,
      webSearch: 7,
    },
    usage: { input: 100, output: 10, cacheRead: 1_000, cacheWrite: 800, cacheWrite1h: 300, webSearches: 2 },
    // With the 1,000 x $0.20/M = $0.0002 that were read: $0.01693
    costs: { input: 200_000, output: 80_000, read: 200_000, write: 2_450_000, fees: 14_000_000, total: 16_930_000 },
  },
  // Nothing.
  'a model at home': { prices: 'free', model: 'qwen3', usage: { input: 90_000, output: 4_000 }, costs: { total: 0 } },
};

it.each(Object.entries(bills))('%s', (_, { prices, model, usage, at = '2026-11-23T12:00:00Z', own, costs }) => {
  const book = createPriceBook({ own: own === undefined ? [] : [OwnPrice.parse(own)] });
  const cost = book.cost({
    provider: { id: 'p', prices, playMoney: false },
    model,
    usage: { ...UNKNOWN_USAGE, estimated: false, ...usage },
    reportedCost: null,
    at: Date.parse(at),
  });
  const { input = 0, output = 0, read = 0, write = 0, fees = 0, total } = costs;
  expect(cost).toMatchObject({ input, output, cacheRead: read, cacheWrite: write, fees, total });
});

// $0.0271828 is 27,182,800 nano-dollars, whatever the table says.
it('an answer whose provider states its cost', () => {
  const cost = createPriceBook({ own: [] }).cost({
    provider: { id: 'openrouter', prices: { genai: 'openrouter', modelsDev: 'openrouter' }, playMoney: false },
    model: 'moonshotai/kimi-k2.6',
    usage: { ...UNKNOWN_USAGE, input: 12_000, output: 800, estimated: false },
    reportedCost: 0.027_182_8,
    at: Date.parse('2026-11-23T12:00:00Z'),
  });
  expect(cost).toMatchObject({ total: 27_182_800, input: null, output: null });
});
