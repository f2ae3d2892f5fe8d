import type { Page } from 'playwright/test';
import type { FakeUpstream } from '../../src/proxy/testing/fake-upstream';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import type { App, LaunchOptions } from '../support/launch-app';
import { buildBody, sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const SESSION = '3f2a9c1e-0000-4000-8000-00000000beef';

/** Two servers behind two providers, a rule, and routes of which one is sent to another. */
function configOf(first: FakeUpstream, second: FakeUpstream): NonNullable<LaunchOptions['config']> {
  const provider = (id: string, upstream: FakeUpstream, models: string[]) => ({
    ...{ id, preset: 'custom' as const, dialect: 'anthropic-messages' as const, baseUrl: upstream.url, models },
    keys: [{ source: 'none' as const }],
  });
  return {
    providers: [provider('first', first, ['large', 'small']), provider('second', second, ['large'])],
    rules: [{ name: 'Haiku stays small', when: { model: '*haiku*' }, then: { targets: 'first/small' } }],
    routes: {
      default: { targets: ['first/large', { target: 'second/large', maxTokens: 4000 }] },
      longContext: { targets: 'second/large' },
      compact: { route: 'longContext' },
    },
  };
}

const answer = () => ({ blocks: [{ type: 'text' as const, text: 'Done.' }], usage: { input: 20, output: 5 } });
const serve = { dialect: 'anthropic-messages' as const, models: ['large', 'small'], answer };

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Try it' });
const answerOf = (page: Page) => page.getByRole('region', { name: 'What would happen' });

/** The newest row, once there are as many as this. */
async function readNewest(app: App, count: number) {
  let rows = await askApp(app, 'exchanges.list', { before: null, limit: 50 });
  await expect
    .poll(async () => {
      rows = await askApp(app, 'exchanges.list', { before: null, limit: 50 });
      return rows.filter(({ outcome }) => outcome !== 'in-flight').length;
    })
    .toBe(count);
  return rows[0]!;
}

test('what is explained of a pasted request is what then happens to it, and the log tells the same steps', async ({
  launch,
  serveUpstream,
}) => {
  const [first, second] = [await serveUpstream(serve), await serveUpstream(serve)];
  const app = await launch({ config: configOf(first, second) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Routes');
  const rules = page.getByRole('region', { name: 'Rules' });
  await expect(rules).toContainText('When the model asked for is *haiku*, use first/small.');
  await expect(page.getByRole('region', { name: 'Route compact' })).toContainText('is sent to the route longContext');
  await expect(page.getByText('second/large is asked with at most 4000 tokens of answer.')).toBeVisible();

  await page.getByRole('button', { name: 'Try it' }).click();
  await panelOf(page).getByText('Paste one').click();
  await panelOf(page).getByLabel('Body').fill('{ "model": ');
  await expect(answerOf(page)).toContainText('not valid JSON');
  const haiku = { body: { model: 'claude-haiku-4-5' } };
  await panelOf(page).getByLabel('Body').fill(buildBody('Hello', haiku));
  await expect(answerOf(page)).toContainText('It would go to first/small.');
  await expect(answerOf(page)).toContainText('Rule “Haiku stays small”');
  expect(first.requests).toHaveLength(0);
  await takePictures(app, page, 'explain-pasted');

  await (await sendRequest(app, 'Hello', haiku)).text();
  const sent = await readNewest(app, 1);
  expect([sent.providerId, sent.model]).toEqual(['first', 'small']);
  await page.goto(`${page.url().split('#')[0]}#/requests/${sent.id}`);
  const detail = page.getByRole('complementary', { name: `Request ${sent.id}` });
  const steps = detail.getByRole('list', { name: 'Steps of the decision' });
  await expect(steps).toContainText('Rule “Haiku stays small”');
  await expect(steps).toContainText('first/small');
  await takePictures(app, page, 'decision');

  // From the keyboard: the steps that it did not concern, then Explain.
  await (await sendRequest(app, 'Hello')).text();
  const plain = await readNewest(app, 2);
  await page.goto(`${page.url().split('#')[0]}#/requests/${plain.id}`);
  const fold = page.getByRole('button', { name: /others did not apply/ });
  await expect(page.getByText('Its prompt has no tag of an agent.')).toHaveCount(0);
  await fold.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Its prompt has no tag of an agent.')).toBeVisible();
  await takePictures(app, page, 'decision-unfolded');
  await page.getByRole('button', { name: 'Explain now' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Routes' })).toBeVisible();
  await expect(panelOf(page).getByRole('radio', { name: 'A past request' })).toBeFocused();
  await expect(panelOf(page).getByRole('combobox', { name: 'Request' })).toContainText(plain.id);
  await expect(answerOf(page)).toContainText('It would go to first/large by the route default');
  expect([plain.providerId, plain.model]).toEqual(['first', 'large']);
});

test('a request made up in the form is explained as one types, and follows the routes as they change', async ({
  launch,
  serveUpstream,
}) => {
  const [first, second] = [await serveUpstream(serve), await serveUpstream(serve)];
  const app = await launch({ config: configOf(first, second) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Routes');
  await page.getByRole('button', { name: 'Try it' }).click();
  await panelOf(page).getByText('Make one up').click();
  await expect(answerOf(page)).toContainText('It would go to first/large by the route default');
  await panelOf(page).getByLabel('Input tokens').fill('72,340');
  await expect(answerOf(page)).toContainText('It would go to second/large by the route longContext');
  await expect(answerOf(page)).toContainText('72,340');
  await panelOf(page).getByLabel('Input tokens').fill('many');
  await expect(answerOf(page)).toContainText('"many" is no number of tokens.');
  await panelOf(page).getByLabel('Input tokens').fill('');
  await panelOf(page).getByLabel('Marked as').click();
  await page.getByRole('option', { name: /^compact/ }).click();
  await expect(answerOf(page)).toContainText('which is sent to the route longContext');
  await takePictures(app, page, 'explain-form');

  await askApp(app, 'routes.set-targets', { scenario: 'compact', targets: ['first/small'] });
  await expect(answerOf(page)).toContainText('It would go to first/small by the route compact');
  await panelOf(page).getByLabel('Model', { exact: true }).fill('nobody,large');
  await expect(answerOf(page)).toContainText('It would be refused: The model "nobody,large" names the provider "nobody"');
  expect([...first.requests, ...second.requests]).toHaveLength(0);
});

test('a pinned session goes to its target from the next request on, until that is taken back', async ({
  launch,
  serveUpstream,
}) => {
  const [first, second] = [await serveUpstream(serve), await serveUpstream(serve)];
  const app = await launch({ config: configOf(first, second) });
  const page = await app.page();
  await waitForRouting(app);
  const send = async (text: string) =>
    (await sendRequest(app, text, { headers: { 'x-claude-code-session-id': SESSION } })).text();
  await send('One');
  const { id } = await readNewest(app, 1);
  await openPage(page, 'Requests');
  await page.getByRole('row').filter({ hasText: 'default' }).first().click();
  const detail = page.getByRole('complementary', { name: `Request ${id}` });
  await detail.getByRole('button', { name: 'Pin this session…' }).click();
  await detail.getByRole('combobox', { name: 'Target of the pin' }).click();
  await takePictures(app, page, 'pin-session');
  await page.getByRole('option', { name: 'second/large' }).click();
  await detail.getByText('Until I change it').click();
  await detail.getByRole('button', { name: 'Pin the session' }).click();
  await expect(detail).toContainText('This session goes to second/large until you take it back.');

  await send('Two');
  expect(await readNewest(app, 2)).toMatchObject({ providerId: 'second', model: 'large' });
  await askApp(app, 'pins.put', { scope: { kind: 'route', route: 'default' }, target: 'first/small', until: null });
  await openPage(page, 'Routes');
  await expect(page.getByRole('region', { name: 'Route default' })).toContainText('This route goes to first/small');
  const pins = page.getByRole('region', { name: 'Pinned sessions' });
  await expect(pins).toContainText(SESSION);
  await takePictures(app, page, 'routes-pinned');
  await pins.getByRole('button', { name: 'Take back' }).click();
  await expect(pins).toHaveCount(0);
  await send('Three');
  expect(await readNewest(app, 3)).toMatchObject({ providerId: 'first', model: 'small' });
});

test('a target that rests says so on its lane, at its provider and in Explain, until it is asked again', async ({
  launch,
  serveUpstream,
}) => {
  let broken = true;
  const overloaded = { error: { status: 529, body: { type: 'error', error: { type: 'overloaded_error', message: 'No' } } } };
  const first = await serveUpstream({
    ...serve,
    answer: (_request, count) => (broken ? { ...overloaded, headDelayMs: count === 1 ? 600 : 0 } : answer()),
  });
  const second = await serveUpstream(serve);
  const app = await launch({ config: configOf(first, second) });
  const page = await app.page();
  await waitForRouting(app);
  for (const text of ['One', 'Two', 'Three']) await (await sendRequest(app, text)).text();
  expect(await readNewest(app, 3)).toMatchObject({ providerId: 'second', outcome: 'ok' });

  // The second attempt is a moment at the very end of the first request; its bar still shows.
  await openPage(page, 'Requests');
  await page.getByRole('row').last().click();
  const bar = page.getByRole('img', { name: /^from 0\.[6-9]\d s/ }).last();
  const [drawn, track] = [await bar.boundingBox(), await bar.locator('..').boundingBox()];
  expect(drawn!.width).toBeGreaterThanOrEqual(6);
  expect(drawn!.x + drawn!.width).toBeLessThanOrEqual(track!.x + track!.width);

  await openPage(page, 'Routes');
  const lane = page.getByRole('region', { name: 'Route default' });
  await expect(lane.getByRole('button', { name: /large first/ })).toContainText(/rests until \d\d:\d\d:\d\d/);
  await page.getByRole('button', { name: 'Try it' }).click();
  await panelOf(page).getByText('Make one up').click();
  await expect(answerOf(page)).toContainText('It would go to second/large by the route default');
  await expect(answerOf(page)).toContainText('failed repeatedly and rests for');
  await takePictures(app, page, 'routes-resting');
  await openPage(page, 'Providers');
  const row = page.getByRole('row').filter({ hasText: 'first' });
  await expect(row).toContainText('large rests until');
  await row.getByRole('link').click();
  const rests = page.getByRole('region', { name: 'What rests' });
  await expect(rests).toContainText('first/large failed repeatedly and rests until');
  await takePictures(app, page, 'provider-resting');

  broken = false;
  await rests.getByRole('button', { name: 'Ask again now' }).click();
  await expect(rests).toHaveCount(0);
  await expect(row).not.toContainText('rests until');
  await (await sendRequest(app, 'Four')).text();
  expect(await readNewest(app, 4)).toMatchObject({ providerId: 'first', model: 'large' });
});

test('while paused the window says where everything goes, and it goes there', async ({ launch, serveUpstream }) => {
  const [first, second] = [await serveUpstream({ ...serve, models: ['claude-sonnet-4-5'] }), await serveUpstream(serve)];
  const app = await launch({ config: configOf(first, second) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Settings');
  await page.getByRole('combobox', { name: 'While paused, everything goes to' }).click();
  await page.getByRole('option', { name: 'first, the client’s own model' }).click();
  await expect.poll(() => app.readConfig()).toContain('"pauseTarget": "first"');
  await askApp(app, 'proxy.pause', undefined);
  await expect(page.getByRole('contentinfo')).toContainText('Paused, everything goes to first, with the client’s own model');
  await (await sendRequest(app, 'Hello')).text();
  expect(await readNewest(app, 1)).toMatchObject({ providerId: 'first', model: 'claude-sonnet-4-5' });
  await openPage(page, 'Overview');
  await takePictures(app, page, 'paused-elsewhere');
});
