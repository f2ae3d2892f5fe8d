import { expect, it } from 'vitest';
import type { Spend, SpendQuery } from '../../../shared/model/budget';
import { startFakeUpstream, type FakeAnswer } from '../../testing/fake-upstream';
import { TEST_TOKEN } from '../../testing/start-test-proxy';
import { closeLater, DIALECTS, upstream } from '../failing-stand';
import { asking, budgetStand, costing, daily, type BudgetStand } from './budget-stand';

const DOLLAR = 1_000_000_000;

/** Sends a request that can hang up. `ended` resolves when it has, however. */
function sendAndHangUp({ url }: BudgetStand): { hangUp(): void; ended: Promise<unknown> } {
  const controller = new AbortController();
  const ended = fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': TEST_TOKEN, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(asking()),
    signal: controller.signal,
  })
    .then((response) => response.text())
    .catch(() => null);
  return { hangUp: () => controller.abort(), ended };
}

/** Resolves when `look` holds; a look at each turn of the event loop. */
async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('lets no more requests begin at once than fit by what is expected of them', async () => {
  const one = await upstream('openai-chat', { ...costing(1), headDelayMs: 50 });
  const { send, budgets } = await budgetStand({ one }, [daily(3)]);
  const responses = await Promise.all(Array.from({ length: 12 }, () => send(asking())));
  await Promise.all(responses.map((response) => response.text()));
  const statuses = responses.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array<number>(3).fill(200), ...Array<number>(9).fill(402)]);
  expect(one.requests).toHaveLength(3);
  await until(() => budgets()[0]?.spent === 3 * DOLLAR);
  expect(budgets()).toMatchObject([{ reserved: 0, reached: { at: 100 } }]);
});

it('lets those that run pass the limit by what they cost more than expected, and no other begin', async () => {
  const one = await upstream('openai-chat', { ...costing(2), headDelayMs: 50 });
  const { ask, send, budgets } = await budgetStand({ one }, [daily(3)]);
  const responses = await Promise.all(Array.from({ length: 8 }, () => send(asking())));
  await Promise.all(responses.map((response) => response.text()));
  expect(one.requests).toHaveLength(3);
  await until(() => budgets()[0]?.spent === 6 * DOLLAR);
  expect((await ask()).status).toBe(402);
});

it('says of what runs that it is set aside', async () => {
  const one = await upstream('openai-chat', { ...costing(1), headDelayMs: 100 });
  const { send } = await budgetStand({ one }, [daily(1)]);
  const running = send(asking());
  await until(() => one.requests.length === 1);
  expect(await (await send(asking())).text()).toContain(
    'The budget \\"Daily\\" is used up: $0.00 of $1.00 spent, and $1.00 is set aside for requests that are running.',
  );
  await (await running).text();
});

it.each(DIALECTS)('stops others in time while a stream costs more than was expected (%s)', async (dialect) => {
  // 40 pieces of 100 characters are about 1,000 tokens, or ten dollars.
  const answer: FakeAnswer = {
    blocks: [{ type: 'text', text: 'words and more words '.repeat(200) }],
    pieceSize: 100,
    recordDelayMs: 30,
    usage: { input: 10, output: 1_000 },
  };
  const one = await upstream(dialect, answer, costing(0.1));
  const { send, ask, budgets } = await budgetStand({ one }, [daily(4)], { dialect });
  const running = send(asking(1));
  await until(() => (budgets()[0]?.reserved ?? 0) > 3.5 * DOLLAR);
  expect(budgets()).toMatchObject([{ spent: 0 }]);
  expect((await ask(asking(1))).status).toBe(402);
  await (await running).text();
});

it.each(DIALECTS)('counts what an answer has cost when its client hangs up, and frees the rest (%s)', async (dialect) => {
  const one = await upstream(dialect, {
    blocks: [{ type: 'text', text: 'words and more words '.repeat(20) }],
    pieceSize: 21,
    recordDelayMs: 40,
  });
  const stand = await budgetStand({ one }, [daily(9)], { dialect });
  const { hangUp, ended } = sendAndHangUp(stand);
  await until(() => stand.events.some(({ exchange }) => exchange.firstTokenMs !== null));
  hangUp();
  await ended;
  const [row] = await stand.rows(1);
  expect(row?.outcome).toBe('aborted');
  expect(row?.cost.total).toBeGreaterThan(0);
  expect(stand.budgets()).toMatchObject([{ spent: row?.cost.total, reserved: 0 }]);
});

it('frees what was set aside when the client hangs up before anything has come', async () => {
  const one = closeLater(
    await startFakeUpstream({ dialect: 'openai-chat', answer: () => ({ ...costing(1), headDelayMs: 5_000 }) }),
  );
  const stand = await budgetStand({ one }, [daily(9)]);
  const { hangUp, ended } = sendAndHangUp(stand);
  await until(() => one.requests.length === 1);
  expect(stand.budgets()[0]?.reserved).toBeGreaterThan(0);
  hangUp();
  await ended;
  await stand.rows(1);
  expect(stand.budgets()).toMatchObject([{ spent: 0, reserved: 0 }]);
});

it('sets aside what waits for its turn at a provider, too', async () => {
  const one = await upstream('openai-chat', { ...costing(1), headDelayMs: 50 });
  const stand = await budgetStand({ one }, [daily(2)]);
  const [provider] = stand.config.providers ?? [];
  await stand.apply({
    ...stand.config,
    providers: [{ ...(provider as object), limits: { concurrency: 1 } } as typeof provider & object],
  });
  const responses = await Promise.all([1, 2, 3].map(() => stand.send(asking())));
  await Promise.all(responses.map((response) => response.text()));
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 402]);
});

it('goes on where earlier runs ended, whenever the ledger says so', async () => {
  const one = await upstream('openai-chat', costing(1));
  const asked: { queries: SpendQuery[]; answer(sums: Spend[]): void }[] = [];
  const stand = await budgetStand({ one }, [daily(10)], {
    ports: {
      readSpend: (queries) => new Promise((resolve) => asked.push({ queries, answer: resolve })),
    },
  });
  await stand.ask();
  expect(stand.budgets()).toMatchObject([{ spent: DOLLAR, complete: false }]);
  // What was recorded before the question is in its answer: nothing at the start.
  asked[0]?.answer([{ spent: 5 * DOLLAR, unpriced: 2 }]);
  await until(() => stand.budgets()[0]?.complete === true);
  expect(stand.budgets()).toMatchObject([{ spent: 6 * DOLLAR, unpriced: 2 }]);
  stand.rereadSpend();
  await stand.ask();
  asked[1]?.answer([{ spent: 6 * DOLLAR, unpriced: 2 }]);
  await until(() => stand.budgets()[0]?.spent === 7 * DOLLAR);
});
