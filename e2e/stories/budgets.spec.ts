import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import { UNKNOWN_COST } from '../../src/shared/model/money';
import { sampleExchange } from '../../src/shared/testing/sample-exchange';
import { openLedger } from '../../src/ledger/ledger';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

/** Only answers cost: a cent a token. */
const routedTo = (baseUrl: string): Pick<ConfigFile, 'providers' | 'routes' | 'prices'> => ({
  providers: [
    {
      id: 'anthropic',
      preset: 'anthropic',
      baseUrl,
      keys: [{ source: 'none' }],
      models: ['claude-sonnet-4-5'],
    },
    { id: 'local', preset: 'ollama', keys: [{ source: 'none' }], models: ['qwen3:8b'] },
  ],
  routes: { default: { targets: ['anthropic/claude-sonnet-4-5'] } },
  prices: { own: [{ target: 'anthropic/*', input: 0, output: 10_000 }] },
});

test('a budget is set, fills up, tells of it and refuses what does not fit any more', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: (_, count) => ({ blocks: [{ type: 'text', text: 'Done.' }], usage: { input: 20, output: count === 1 ? 402 : 90 } }),
  });
  const app = await launch({ config: routedTo(upstream.url) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Budgets');
  await expect(page.getByRole('heading', { name: 'There is no budget yet' })).toBeVisible();
  await takePictures(app, page, 'budgets-empty');

  await page.getByRole('button', { name: 'Begin with $5 a day' }).click();
  const pane = page.getByRole('complementary', { name: 'New budget' });
  await expect(pane.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await pane.getByRole('textbox', { name: 'Limit, $' }).fill('nothing');
  await pane.getByRole('textbox', { name: 'Share of step 1, in percent' }).fill('180');
  await pane.getByRole('button', { name: 'Add the budget' }).click();
  await expect(pane.getByText('Write a sum of dollars above 0')).toBeVisible();
  await expect(pane.getByText('Write a share from 1 to 100 %.')).toBeVisible();
  await takePictures(app, page, 'budgets-faults');
  await pane.getByRole('textbox', { name: 'Limit, $' }).fill('5');
  await pane.getByRole('textbox', { name: 'Share of step 1, in percent' }).fill('50');
  await pane.getByRole('textbox', { name: 'Share of step 1, in percent' }).press('Enter');
  await expect(pane).toHaveCount(0);

  const meter = page.getByRole('meter', { name: 'Used of Daily' });
  await expect(meter).toHaveAttribute('aria-valuenow', '0');
  expect((await sendRequest(app, 'Hello')).status).toBe(200);
  await expect(meter).toHaveAttribute('aria-valuenow', '80');
  await expect(
    page.getByText(/^The budget Daily has reached 80 %: \$4\.02 of \$5\.00\. It starts anew on \w+ at 00:00\.$/),
  ).toBeVisible();

  const refused = await sendRequest(app, 'Hello again');
  expect(refused.status).toBe(402);
  const { error } = (await refused.json()) as { error: { type: string; message: string } };
  expect(error.type).toBe('billing_error');
  expect(error.message).toContain('The budget "Daily" has $0.98 left, too little for this request');
  await expect(
    page.getByText(/^The budget Daily has refused a request: \$4\.02 of \$5\.00 spent, too little left for it\./),
  ).toBeVisible();
  expect(upstream.requests).toHaveLength(1);

  await openPage(page, 'Requests');
  const rows = await askApp(app, 'exchanges.list', { before: null, limit: 10 });
  expect(rows[0]).toMatchObject({ status: 402, error: error.message });
  await page.getByRole('row', { name: /402\s*default/ }).click();
  await expect(page.getByText(error.message).first()).toBeVisible();
});

test('budgets are shown, changed, renamed and deleted', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: ({ body }) =>
      JSON.stringify(body.messages).includes('slow')
        ? { blocks: [{ type: 'text', text: 'A long answer.' }], fault: { afterRecords: 4, kind: 'hang' } }
        : { blocks: [{ type: 'text', text: 'Done.' }], usage: { input: 20, output: 140 } },
  });
  const app = await launch({
    config: {
      ...routedTo(upstream.url),
      budgets: [
        { name: 'Daily', limit: 9, per: 'day' },
        {
          name: 'Month',
          limit: 100,
          per: 'month',
          steps: [
            { at: 80, then: 'next-target' },
            { at: 100, then: 'block' },
          ],
        },
        { name: 'Thinking, at most', limit: 2, per: 'hour', scope: { route: 'think' } },
        {
          name: 'Anthropic at work',
          limit: 1.2,
          per: 'week',
          scope: { provider: 'anthropic' },
          steps: [{ at: 100, then: 'notify' }],
        },
        { name: 'The old project', limit: 20, per: 'month', enabled: false, scope: { project: '~/work/old' } },
      ],
    },
  });
  const page = await app.page();
  await waitForRouting(app);
  for (let count = 0; count < 2; count += 1) expect((await sendRequest(app, 'Hello')).status).toBe(200);
  const slow = await sendRequest(app, 'slow', { stream: true, body: { max_tokens: 130 } });
  await openPage(page, 'Budgets');
  await expect(page.getByRole('meter', { name: 'Used of Daily' })).toHaveAttribute(
    'aria-valuetext',
    /\$2\.80 of \$9\.00, and \$1\.30 set aside/,
  );
  await expect(page.getByRole('row', { name: /Anthropic at work/ })).toContainText('used up');
  await takePictures(app, page, 'budgets');

  await page.getByRole('link', { name: 'Anthropic at work' }).click();
  const pane = page.getByRole('complementary', { name: 'Budget Anthropic at work' });
  await expect(pane.getByRole('textbox', { name: 'Limit, $' })).toHaveValue('1.2');
  await takePictures(app, page, 'budgets-editor');
  await pane.getByRole('textbox', { name: 'Name' }).fill('Daily');
  await pane.getByRole('button', { name: 'Save changes' }).click();
  await expect(pane.getByText('Another budget is called "Daily". Names must differ.')).toBeVisible();
  await pane.getByRole('textbox', { name: 'Name' }).fill('Anthropic');
  await pane.getByRole('textbox', { name: 'Limit, $' }).fill('12,5');
  await pane.getByRole('button', { name: 'Save changes' }).click();
  const row = page.getByRole('row', { name: /^Anthropic / });
  await expect(row).toContainText('12.50');
  // What was spent stays with it, and so does its place.
  await expect(page.getByRole('meter', { name: 'Used of Anthropic' })).toHaveAttribute('aria-valuenow', '22');
  expect((await askApp(app, 'budgets.list', undefined)).map(({ budget }) => budget.name)).toEqual([
    'Daily',
    'Month',
    'Thinking, at most',
    'Anthropic',
    'The old project',
  ]);

  await page.getByRole('link', { name: 'The old project' }).click();
  await page.getByRole('button', { name: 'Delete The old project' }).click();
  await page.getByRole('button', { name: 'Delete The old project for good' }).click();
  await expect(page.getByRole('row', { name: /The old project/ })).toHaveCount(0);
  await slow.body?.cancel();
});

/** A home whose ledger has a request of some dollars on each of the last days. */
function makeHomeWithPast(days: number): string {
  const home = mkdtempSync(path.join(tmpdir(), 'switchyard-home-'));
  const ledger = openLedger(path.join(home, 'ledger.db'));
  for (let back = days; back > 0; back -= 1) {
    const noon = new Date();
    noon.setDate(noon.getDate() - back);
    noon.setHours(12, 0, 0, 0);
    const cost = { ...UNKNOWN_COST, total: (3 + (back % 3)) * 1_000_000_000 };
    ledger.record({
      kind: 'finished',
      exchange: sampleExchange({ id: `req_${back}`, startedAt: noon.getTime(), attempts: [], cost }),
    });
  }
  ledger.close();
  return home;
}

test('the month is forecast, and held against its budget', async ({ launch, serveUpstream }) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: () => ({ blocks: [] }),
  });
  const app = await launch({
    home: makeHomeWithPast(14),
    config: { ...routedTo(upstream.url), budgets: [{ name: 'Monthly', limit: 1_000, per: 'month' }] },
  });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Budgets');
  await expect(page.getByText(/^\$\d+\.\d\d under$/)).toBeVisible();
  await expect(page.getByText('the budget Monthly')).toBeVisible();
  await expect(page.getByText(/^\d+\.\d\d – \d+\.\d\d in 8 of 10 cases$/)).toBeVisible();
  await takePictures(app, page, 'budgets-forecast');
});
