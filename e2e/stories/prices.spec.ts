import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openLedger } from '../../src/ledger';
import { readShippedTables } from '../../src/pricing';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import type { Attempt } from '../../src/shared/model/exchange';
import { UNKNOWN_COST, type Cost } from '../../src/shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../../src/shared/model/usage';
import { handmadeTables } from '../../src/shared/testing/handmade-tables';
import { sampleExchange } from '../../src/shared/testing/sample-exchange';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { servePriceTables, type PriceServers } from '../support/serve-price-tables';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const SONNET = 'anthropic/claude-sonnet-4-5';
const HOUSE = 'house/qwen3-coder-480b';

let servers: PriceServers;

test.beforeEach(async () => {
  servers = await servePriceTables({ genaiPrices: null, modelsDev: null });
});
test.afterEach(() => servers.close());

function attempt(target: string, usage: Partial<Usage>, cost: Partial<Cost>, more: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    providerId: target.slice(0, target.indexOf('/')),
    model: target.slice(target.indexOf('/') + 1),
    keyId: null,
    lane: 'passthrough',
    outcome: 'ok',
    status: 200,
    startedAfterMs: 0,
    endedAfterMs: 1_840,
    error: null,
    usage: { ...UNKNOWN_USAGE, estimated: false, ...usage },
    cost: { ...UNKNOWN_COST, ...cost },
    ...more,
  };
}

/** A data folder with a month of requests: some listed, some unpriced, one with everything that can be told of a cost. */
function makeHome(): string {
  const home = mkdtempSync(path.join(os.tmpdir(), 'switchyard-prices-'));
  const ledger = openLedger(path.join(home, 'ledger.db'));
  const now = Date.now();
  const record = (id: string, startedAt: number, attempts: Attempt[], oddities: string[] = []) => {
    const last = attempts.at(-1);
    if (!last) throw new Error('An exchange of this story has an attempt.');
    const sum = attempts.reduce((total, { cost }) => total + (cost?.total ?? 0), 0);
    ledger.record({
      kind: 'finished',
      exchange: sampleExchange({
        id,
        startedAt,
        providerId: last.providerId,
        model: last.model,
        lane: 'passthrough',
        usage: last.usage ?? UNKNOWN_USAGE,
        cost: { ...(last.cost ?? UNKNOWN_COST), total: last.cost?.total === null ? null : sum },
        oddities,
        attempts: attempts.map((one, index) => ({ ...one, number: index + 1 })),
      }),
    });
  };
  for (let index = 0; index < 40; index += 1) {
    const listed = {
      total: 39_000_000,
      input: 30_000_000,
      output: 9_000_000,
      cacheRead: 0,
      cacheWrite: 0,
      fees: 0,
      source: 'genai-prices',
    };
    record(`req_a${index}`, now - index * 60_000, [
      attempt(SONNET, { input: 10_000, output: 600 }, { ...listed, sourceDate: '2026-09-23' }),
    ]);
  }
  for (let index = 0; index < 14; index += 1)
    record(`req_b${index}`, now - index * 90_000, [attempt(HOUSE, { input: 4_000, output: 250 }, {})]);
  record(
    'req_rich',
    now + 1,
    [
      attempt(
        HOUSE,
        { input: 9_000, output: 120 },
        { total: 5_000_000, input: 4_500_000, output: 500_000, source: 'your own' },
        { outcome: 'failed', error: 'The stream broke off.', endedAfterMs: 700 },
      ),
      attempt(
        SONNET,
        {
          input: 3_000,
          output: 900,
          cacheRead: 48_000,
          cacheWrite: 6_000,
          cacheWrite1h: 4_000,
          reasoning: 420,
          webSearches: 3,
          serviceTier: 'batch',
          estimated: true,
        },
        {
          total: 87_000_000,
          input: 4_500_000,
          output: 6_750_000,
          cacheRead: 7_200_000,
          cacheWrite: 38_550_000,
          fees: 30_000_000,
          source: 'genai-prices',
          sourceDate: '2026-09-23',
        },
        { startedAfterMs: 700 },
      ),
    ],
    [
      'Anthropic reported -3 output tokens, which cannot be; they are estimated.',
      'The clock was set back by 42 s while this ran.',
    ],
  );
  ledger.close();
  writeFileSync(path.join(home, 'prices-ca.pem'), servers.certificate);
  return home;
}

const config = (): Omit<ConfigFile, 'version' | 'listen'> => ({
  network: { proxy: servers.proxyUrl, noProxy: ['127.0.0.1'], caFile: 'prices-ca.pem' },
  providers: [
    {
      id: 'anthropic',
      preset: 'anthropic',
      keys: [{ source: 'none' }],
      models: ['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-5-5'],
    },
    {
      id: 'house',
      preset: 'custom',
      dialect: 'openai-chat',
      baseUrl: 'http://127.0.0.1:9',
      keys: [{ source: 'none' }],
      models: ['qwen3-coder-480b'],
    },
    { id: 'openai', preset: 'openai', keys: [{ source: 'none' }], models: ['gpt-5.5'] },
    { id: 'ollama', preset: 'ollama', keys: [{ source: 'none' }], models: ['qwen3'] },
  ],
  routes: { default: { targets: [SONNET] } },
});

test('an unpriced model gets a price of the user’s own, and its past costs are computed again', async ({ launch }) => {
  const home = makeHome();
  const app = await launch({ home, config: config() });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Settings');
  await page.getByRole('link', { name: 'Show the prices' }).click();

  const rows = page.getByRole('region', { name: 'Targets in use' }).getByRole('row');
  await expect(page.getByText('1 unpriced')).toBeVisible();
  await expect(rows.nth(1)).toContainText('qwen3-coder-480b');
  await expect(rows.filter({ hasText: 'claude-sonnet-4-5' })).toContainText('3.0015.000.303.756.0010.00200 kgenai-prices');
  await expect(rows.filter({ hasText: 'ollama/qwen3' })).toContainText('free, runs at home');
  await takePictures(app, page, 'prices');

  await rows.nth(1).getByRole('link', { name: 'set a price' }).click();
  const form = page.getByRole('form', { name: 'A price of your own' });
  await form.getByRole('textbox', { name: 'In', exact: true }).fill('free');
  await form.getByRole('button', { name: 'Save the price' }).click();
  await expect(form.getByText('Dollars, for example 0.25').first()).toBeVisible();
  await form.getByRole('textbox', { name: 'In', exact: true }).fill('0.45');
  await form.getByRole('textbox', { name: 'Out', exact: true }).fill('1,8');
  await form.getByRole('button', { name: 'Add a tier by size' }).click();
  await form.getByRole('textbox', { name: 'Tokens of input above which tier 1 holds' }).fill('128000');
  await form.getByRole('textbox', { name: 'In', exact: true }).last().fill('0.9');
  await form.getByRole('textbox', { name: 'Out', exact: true }).last().fill('3.6');
  await takePictures(app, page, 'prices-own');
  await form.getByRole('button', { name: 'Save the price' }).click();
  await expect(rows.filter({ hasText: HOUSE.slice(6) })).toContainText('your own');
  expect((JSON.parse(app.readConfig()) as ConfigFile).prices?.own).toEqual([
    { target: HOUSE, input: 0.45, output: 1.8, tiers: [{ above: 128_000, input: 0.9, output: 3.6 }] },
  ]);

  await page.getByRole('button', { name: 'Recalculate costs' }).click();
  const pane = page.getByRole('complementary', { name: 'Recalculate costs' });
  await pane.getByRole('radio', { name: 'All' }).click({ force: true });
  await expect(pane.getByText('Unpriced: 14 → 0.')).toBeVisible();
  await takePictures(app, page, 'prices-recalculate');
  await pane.getByRole('button', { name: /^Recalculate \d+ requests$/ }).click();
  await expect(pane.getByRole('heading', { name: 'Recalculated' })).toBeVisible();
  const priced = (await askApp(app, 'exchanges.list', { before: null, limit: 100 })).filter(({ id }) => id.startsWith('req_b'));
  expect(priced.map(({ cost }) => cost.total)).toEqual(Array(14).fill(2_250_000));
  await expect(rows.filter({ hasText: HOUSE.slice(6) })).not.toContainText('14');

  await openPage(page, 'Requests');
  await page.evaluate(() => (location.hash = '#/requests/req_rich'));
  const detail = page.getByRole('complementary', { name: 'Request req_rich' });
  await expect(detail.getByRole('list', { name: 'What was odd' })).toContainText('set back by 42 s');
  await expect(detail.getByRole('list', { name: 'Cost by attempt' }).getByRole('listitem')).toHaveCount(2);
  await expect(detail).toContainText('3 web searches');
  await detail.getByRole('list', { name: 'What was odd' }).scrollIntoViewIfNeeded();
  await takePictures(app, page, 'request-cost');
});

test('newer tables are fetched when the user asks, shown as a difference, and used when the user says so', async ({ launch }) => {
  const shipped = readShippedTables();
  const providers = { genai: Object.keys(shipped.genai.providers), modelsDev: Object.keys(shipped.modelsDev.providers) };
  const app = await launch({ home: makeHome(), config: config() });
  const page = await app.page();
  await waitForRouting(app);
  await page.evaluate(() => (location.hash = '#/prices'));

  await page.getByRole('button', { name: 'Look for newer prices' }).click();
  const pane = page.getByRole('complementary', { name: 'Newer prices' });
  await expect(pane.getByRole('heading', { name: /answered 503/ })).toBeVisible();
  await expect(pane).toContainText('The prices in use stay as they are.');
  await takePictures(app, page, 'prices-failed');

  servers.answers = handmadeTables(providers, {
    'anthropic/claude-sonnet-4-5': { input_mtok: 2, output_mtok: 11, cache_read_mtok: 0.2, cache_write_mtok: 2.5 },
    'anthropic/claude-haiku-4-5': {
      input_mtok: 1,
      output_mtok: 5,
      cache_read_mtok: 0.1,
      cache_write_mtok: 1.25,
      cache_write_1h_mtok: 2,
    },
  });
  await pane.getByRole('button', { name: 'Look again' }).click();
  await expect(pane.getByRole('region', { name: 'Your targets' })).toContainText('claude-sonnet-4-5');
  await takePictures(app, page, 'prices-newer');
  expect((await askApp(app, 'prices.list', undefined)).tables.map(({ origin }) => origin)).toEqual(['shipped', 'shipped']);

  await pane.getByRole('button', { name: 'Use these prices' }).click();
  const rows = page.getByRole('region', { name: 'Targets in use' }).getByRole('row');
  await expect(rows.filter({ hasText: 'claude-sonnet-4-5' })).toContainText('2.0011.00');
  await page.getByRole('button', { name: 'Go back to the tables that came with Switchyard' }).click();
  await expect(rows.filter({ hasText: 'claude-sonnet-4-5' })).toContainText('3.0015.00');

  await page.getByRole('switch', { name: 'Fetch newer tables once a week' }).click();
  await expect(page.getByText('Newer prices are in use')).toBeVisible();
  await expect(rows.filter({ hasText: 'claude-sonnet-4-5' })).toContainText('2.0011.00');
});
