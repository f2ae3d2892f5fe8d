import { describe, expect, it } from 'vitest';
import { DIALECTS, refuses, upstream } from '../failing-stand';
import { messagesRequest } from '../messages';
import { asking, budgetStand, costing, daily, type BudgetEntry } from './budget-stand';

const BLOCK = [{ at: 100, then: 'block' as const }];

describe.each(DIALECTS)('a budget that blocks (%s)', (dialect) => {
  it('refuses what does not fit any more with 402, and calls nobody', async () => {
    const one = await upstream(dialect, costing(1));
    const { ask, rows } = await budgetStand({ one }, [daily(2.5)], { dialect });
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const refused = await ask();
    expect(refused.status).toBe(402);
    const { error } = JSON.parse(refused.text) as { error: { type: string; message: string } };
    expect(error.type).toBe('billing_error');
    expect(error.message).toMatch(
      /^The budget "Daily" has \$0\.50 left, too little for this request at about \$1\.00: \$2\.00 of \$2\.50 is spent\. It starts anew on \w+day at 00:00\. Raise it in Switchyard under Budgets, or choose a free model\.$/,
    );
    expect(one.requests).toHaveLength(2);
    const [, , row] = await rows(3);
    expect(row).toMatchObject({ outcome: 'failed', status: 402, error: error.message, attempts: [] });
    expect(row?.reason).toContain('one/fake-model was refused: the budget "Daily" has too little left for about $1.00.');
  });
});

it('says that it is used up once the limit is reached', async () => {
  const one = await upstream('openai-chat', costing(5.02));
  const { ask, news } = await budgetStand({ one }, [daily(5)]);
  await ask();
  expect((await ask()).text).toContain('The budget \\"Daily\\" is used up: $5.02 of $5.00. It starts anew on ');
  expect(news).toMatchObject([{ kind: 'reached', at: 100 }]);
});

it('uses a target that costs nothing instead of blocking, wherever it stands', async () => {
  const [one, free] = [await upstream('openai-chat', costing(1)), await upstream('openai-chat', costing(1))];
  const { ask } = await budgetStand({ one, free }, [daily(1)]);
  expect((await ask()).target).toBe('one/fake-model');
  const second = await ask();
  expect(second).toMatchObject({ status: 200, target: 'free/fake-model' });
  expect(second.reason).toContain('one/fake-model was refused: the budget "Daily" is used up. So free/fake-model took over.');
});

it('answers 402 once what costs nothing has failed, and says so', async () => {
  const [one, free] = [await upstream('openai-chat', costing(1)), await upstream('openai-chat', refuses(404))];
  const { ask } = await budgetStand({ one, free }, [daily(1)]);
  await ask();
  const { status, text } = await ask();
  expect(status).toBe(402);
  expect(text).toMatch(/is used up: \$1\.00 of \$1\.00\. .* What else could be asked failed: free /);
});

it('never blocks what is free, and what has no price it counts apart', async () => {
  const [free, unpriced] = [await upstream('openai-chat', costing(9)), await upstream('openai-chat', costing(9))];
  const { ask, budgets } = await budgetStand({ free, unpriced }, [daily(0.01)]);
  for (const model of ['free/fake-model', 'unpriced/fake-model', 'unpriced/fake-model'])
    expect((await ask(asking(1, { model }))).status).toBe(200);
  expect(budgets()).toMatchObject([{ spent: 0, unpriced: 2 }]);
});

describe('a budget that asks for the next target', () => {
  const steps: BudgetEntry['steps'] = [{ at: 80, then: 'next-target' }, ...BLOCK];

  it('passes what costs money over while another one comes after it', async () => {
    const [one, two] = [await upstream('openai-chat', costing(4)), await upstream('openai-chat', costing(0.5))];
    const { ask } = await budgetStand({ one, two }, [daily(5, { steps })]);
    expect((await ask()).target).toBe('one/fake-model');
    const second = await ask(asking(0.5));
    expect(second.target).toBe('two/fake-model');
    expect(second.reason).toContain(
      'one/fake-model was passed over: the budget "Daily" has reached 80 %. So two/fake-model took over.',
    );
    expect((await ask(asking(0.5))).target).toBe('two/fake-model');
    expect((await ask(asking(0.5))).status).toBe(402);
  });

  it('passes over only what lies in its scope', async () => {
    const [one, two] = [await upstream('openai-chat', costing(4)), await upstream('openai-chat', costing(1))];
    const { ask } = await budgetStand({ one, two }, [daily(4, { steps, scope: { provider: 'two' } })], {
      routes: { default: { targets: ['two/fake-model', 'one/fake-model'] } },
    });
    for (let count = 0; count < 4; count += 1) expect((await ask()).target).toBe('two/fake-model');
    expect((await ask()).target).toBe('one/fake-model');
  });

  it('comes back to what it has passed over when the other fails', async () => {
    const one = await upstream('openai-chat', costing(4));
    const two = await upstream('openai-chat', refuses(500), refuses(500), costing(0.5));
    const { ask } = await budgetStand({ one, two }, [daily(9, { steps: [{ at: 40, then: 'next-target' }] })]);
    await ask();
    expect(await ask()).toMatchObject({ status: 200, target: 'one/fake-model' });
  });
});

it('tells of steps, and does nothing else where none blocks', async () => {
  const one = await upstream('openai-chat', costing(1));
  const steps: BudgetEntry['steps'] = [50, 80, 100].map((at) => ({ at, then: 'notify' as const }));
  const { ask, news } = await budgetStand({ one }, [daily(2, { steps })]);
  for (let count = 0; count < 3; count += 1) expect((await ask()).status).toBe(200);
  expect(news.map(({ at, state }) => [at, state.spent])).toEqual([
    [50, 1_000_000_000],
    [100, 2_000_000_000],
  ]);
});

it('names the budget that forbids it, of several', async () => {
  const one = await upstream('openai-chat', costing(1));
  const { ask } = await budgetStand({ one }, [daily(9), daily(1, { name: 'An hour', per: 'hour' })]);
  await ask();
  expect((await ask()).text).toMatch(/The budget \\"An hour\\" is used up: \$1\.00 of \$1\.00\. It starts anew at \d\d:00\./);
});

it('blocks at less than the whole limit where it is told to', async () => {
  const one = await upstream('openai-chat', costing(1));
  const { ask } = await budgetStand({ one }, [daily(2, { steps: [{ at: 50, then: 'block' }] })]);
  await ask();
  expect((await ask()).text).toContain('has reached 50 %, from where on it blocks: $1.00 of $2.00.');
});

it('holds a raised limit at once', async () => {
  const one = await upstream('openai-chat', costing(1));
  const { ask, apply, config } = await budgetStand({ one }, [daily(1)]);
  await ask();
  expect((await ask()).status).toBe(402);
  await apply({ ...config, budgets: [daily(3)] });
  expect((await ask()).status).toBe(200);
});

it('leaves the counting of tokens alone', async () => {
  const one = await upstream('anthropic-messages', costing(1));
  const { ask, url } = await budgetStand({ one }, [daily(1)], { dialect: 'anthropic-messages' });
  await ask();
  expect((await ask()).status).toBe(402);
  const counted = await fetch(`${url}/v1/messages/count_tokens`, {
    method: 'POST',
    headers: { 'x-api-key': 'sy-test-token', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(messagesRequest({ max_tokens: undefined, stream: undefined })),
  });
  expect(counted.status).toBe(200);
  expect(await counted.json()).toMatchObject({ input_tokens: expect.any(Number) as number });
});
