import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const PLANTED = 'sk-ant-api03-Zm9vYmFyYmF6cXV4MTIz-AA';
const PRIVATE_WORDS = 'the tulips are blue on tuesday';

const config = (baseUrl: string, deadUrl: string): Pick<ConfigFile, 'providers' | 'routes' | 'logging'> => ({
  providers: [
    { id: 'groq', preset: 'anthropic', baseUrl: deadUrl, keys: [{ source: 'none' }], models: ['claude-sonnet-4-5'] },
    { id: 'anthropic', preset: 'anthropic', baseUrl, keys: [{ source: 'none' }], models: ['claude-sonnet-4-5'] },
  ],
  routes: { default: { targets: ['groq/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5'] } },
  logging: { bodies: 'errors', projects: { '/home/ada/diary': { private: true } } },
});

/** All files of the data folder, as they lie there. */
function readFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('bodies are shown without their keys, of failed attempts too, and nothing is kept of private requests', async ({
  launch,
  serveUpstream,
}) => {
  const answers = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: () => ({
      blocks: [{ type: 'text', text: `I would keep ${PLANTED} out of the file, and read it from the environment.` }],
    }),
  });
  const fails = await serveUpstream({
    dialect: 'anthropic-messages',
    models: ['claude-sonnet-4-5'],
    answer: () => ({
      error: { status: 529, body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } },
    }),
  });
  const app = await launch({ config: config(answers.url, fails.url) });
  const page = await app.page();
  await waitForRouting(app);
  await openPage(page, 'Requests');

  const question = `Is this key safe in config.ts: ${PLANTED}? ${'It is read at each start. '.repeat(400)}`;
  await (await sendRequest(app, question, { stream: true })).text();
  await page.getByText('story/1.0').or(page.locator('[role=row], [role=option]')).first().waitFor();
  await page.locator('[role=row], [role=option]').filter({ hasText: 'sonnet' }).first().click();
  const detail = page.getByRole('complementary');
  await detail.getByRole('button', { name: 'Show', exact: true }).click();

  const body = detail.getByRole('region');
  await expect(body).toContainText('Is this key safe in config.ts: [redacted key]');
  await expect(detail.getByText('1 redacted · from the ledger')).toBeVisible();
  await detail.getByText('from the ledger').scrollIntoViewIfNeeded();
  await takePictures(app, page, 'bodies-request');

  await detail.getByText('Answered', { exact: true }).click();
  await detail.getByRole('radiogroup', { name: 'Attempt' }).getByText('1', { exact: true }).click();
  await expect(body).toContainText('overloaded_error');
  await takePictures(app, page, 'bodies-failed-attempt');
  await detail.getByText('Returned', { exact: true }).click();
  await expect(body).toContainText('I would keep');
  expect(await body.textContent()).not.toContain('Zm9v');

  const diary = `# Environment\n - Primary working directory: /home/ada/diary\n`;
  await (await sendRequest(app, PRIVATE_WORDS, { body: { system: [{ type: 'text', text: diary }] } })).text();
  const findPrivate = async () =>
    (await askApp(app, 'exchanges.list', { before: null, limit: 10 })).find((row) => row.private && row.outcome === 'ok');
  await expect.poll(findPrivate).toBeDefined();
  const secret = await findPrivate();
  expect(await askApp(app, 'exchanges.bodies', { id: secret?.id ?? '' })).toEqual({
    from: null,
    why: 'This request is private: only its figures are kept.',
    bodies: [],
  });
  await page.locator('[role=row], [role=option]').filter({ hasText: 'sonnet' }).first().click();
  await expect(detail.getByText('This request is private')).toBeVisible();
  await takePictures(app, page, 'bodies-private');

  const files = readFiles(app.home);
  expect(files).not.toContain('Zm9vYmFyYmF6');
  expect(files).not.toContain('tulips');
  expect(files).not.toContain('/home/ada/diary/');
});
