import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { openPage } from '../screens/sidebar';
import { askApp } from '../support/ask-app';
import { configFor } from '../support/fake-provider';
import { sendRequest } from '../support/send-request';
import { takePictures } from '../support/take-pictures';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const PAGE_BYTES = 4096;
/** The first byte of a page of rows; https://sqlite.org/fileformat2.html#b_tree_pages */
const ROWS = 13;

/** Zeroes a page of rows in the middle of the file, as a bad disk would. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  const pages = Array.from({ length: bytes.length / PAGE_BYTES }, (_, page) => page).filter(
    (page) => bytes[page * PAGE_BYTES] === ROWS,
  );
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.alloc(PAGE_BYTES), 0, PAGE_BYTES, (pages.at(-2) ?? 0) * PAGE_BYTES);
  closeSync(fd);
}

test('a damaged ledger is told of, what could be read is listed, and new requests are recorded', async ({
  launch,
  serveUpstream,
}) => {
  const upstream = await serveUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text: 'Done.' }] }),
  });
  const first = await launch({ config: configFor(upstream, 'anthropic-messages') });
  await waitForRouting(first);
  for (let count = 0; count < 60; count += 1) await (await sendRequest(first, `Question ${count}`)).text();
  const list = (app: typeof first) => askApp(app, 'exchanges.list', { before: null, limit: 100 });
  await expect.poll(async () => (await list(first)).length).toBe(60);
  const before = new Map((await list(first)).map((row) => [row.id, row]));
  await first.close();

  damage(path.join(first.home, 'ledger.db'));
  const app = await launch({ home: first.home });
  const page = await app.page();
  await waitForRouting(app);
  const notice = page.getByRole('list', { name: 'Notices' }).getByRole('listitem');
  await expect(notice).toContainText(/The ledger was damaged, and a new one was made\. \d+ of 60 requests were recovered\./);
  const aside = readdirSync(app.home).find((name) => name.startsWith('ledger-damaged-')) ?? 'none';
  await expect(notice).toContainText(path.join(app.home, aside));

  const recovered = await list(app);
  expect(recovered.length).toBeGreaterThan(30);
  expect(recovered.length).toBeLessThan(60);
  for (const row of recovered) expect(row).toEqual(before.get(row.id));
  await openPage(page, 'Requests');
  await expect(page.getByText('fake-model').first()).toBeVisible();
  await takePictures(app, page, 'damaged-ledger');

  await (await sendRequest(app, 'And now?')).text();
  await expect.poll(async () => (await list(app)).length).toBe(recovered.length + 1);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
});
