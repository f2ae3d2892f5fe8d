import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FakeAnswer } from '../../src/proxy/testing/fake-rules';
import type { Script } from './client-test';
import { expect, test, type PairTalk } from './pair-test';
import { call, run, say } from './play';

const refuse = (status: number, headers: Record<string, string> = {}): FakeAnswer => ({
  error: { status, headers, body: { type: 'error', error: { type: 'api_error', message: 'Not now.' } } },
});

/** Its one request went to the first target, then to the second, and the person sees the answer and nothing of it. */
function expectUnnoticed(done: PairTalk): void {
  expect(done).toMatchObject({ code: 0, isError: false, result: 'From the second.', stderr: '', events: ['init'] });
  expect(done.output).not.toMatch(/API Error|retry/);
  expect([done.requests.first.length, done.requests.second.length]).toEqual([1, 1]);
  expect(done.rows).toMatchObject([
    {
      ...{ outcome: 'ok', status: 200, streaming: true, providerId: 'second', error: null },
      attempts: [
        { providerId: 'first', outcome: 'failed' },
        { providerId: 'second', outcome: 'ok' },
      ],
    },
  ]);
}

for (const [lane, dialect] of [
  ['passthrough', 'anthropic-messages'],
  ['translated', 'openai-chat'],
] as const) {
  test.describe(`Claude Code over two targets, ${lane}`, () => {
    const failing: [string, FakeAnswer][] = [
      ['has used up its rate limit', refuse(429)],
      ['cuts the connection after its headers', { ...say('Never seen.'), fault: { afterRecords: 0, kind: 'cut' } }],
      ['cuts the connection after its first record', { ...say('Never seen.'), fault: { afterRecords: 1, kind: 'cut' } }],
    ];
    for (const [what, answer] of failing) {
      test(`sees nothing but the answer of the second when the first ${what}`, async ({ talkToPair }) => {
        expectUnnoticed(
          await talkToPair('Say something', { dialect, first: () => answer, second: () => say('From the second.') }),
        );
      });
    }

    test('runs a tool once whose call was complete when the first died, tells the person, and goes on with the result', async ({
      talkToPair,
      repo,
    }) => {
      const appends = run('echo once >> log.txt');
      const dying: FakeAnswer = {
        blocks: [appends, call('Read', { file_path: path.join(repo, 'hello.py') })],
        // In the middle of the second call. Slowly, so that the first reaches the client before the end does.
        fault: { afterRecords: 12, kind: 'cut' },
        recordDelayMs: 20,
      };
      const done = await talkToPair(
        'Note it',
        { dialect, first: ({ calls }) => (calls === 0 ? dying : say('Noted.')), second: () => ({ blocks: [appends] }) },
        { tools: ['Bash', 'Read'] },
      );
      expect(readFileSync(path.join(repo, 'log.txt'), 'utf8')).toBe('once\n');
      expect(done).toMatchObject({ code: 0, isError: false, result: 'Noted.', toolErrors: [], events: ['init'] });
      // What it says of an error event. Of a connection that ends without one it says "Connection lost".
      expect(done.output).toContain('API Error: Server error mid-response. The response above may be incomplete.');
      expect([done.requests.first.length, done.requests.second.length]).toEqual([2, 0]);
      expect(done.rows).toMatchObject([
        {
          outcome: 'failed',
          attempts: [{ providerId: 'first' }],
          reason: expect.stringContaining('Part of its answer had gone out'),
        },
        { outcome: 'ok', attempts: [{ providerId: 'first' }] },
      ]);
      const [, next] = done.requests.first;
      expect(JSON.stringify(next?.body)).toContain('Bash completed with no output');
      expect(JSON.stringify(next?.body)).not.toContain('hello.py');
    });

    test('is told once, and does not try for minutes, when nobody is there', async ({ talkToPair }) => {
      const done = await talkToPair('Say something', { dialect, first: null, second: null });
      expect(done).toMatchObject({ code: 1, isError: true, events: ['init'] });
      expect(done.result).toMatch(/^API Error: 502 second is not reachable: nothing listens at 127\.0\.0\.1:\d+\./);
      // One request. Without our word on it, it tries eleven times in three minutes.
      expect(done.rows).toMatchObject([{ outcome: 'failed', status: 502, attempts: [{}, {}] }]);
    });
  });
}

test.describe('Claude Code, when all targets refuse,', () => {
  const dialect = 'anthropic-messages';
  const cases: { what: string; answer: FakeAnswer; requests: number; told: RegExp }[] = [
    { what: 'tries three times where all are overloaded', answer: refuse(529), requests: 3, told: /Repeated 529 Overloaded/ },
    { what: 'stops at once where they refuse the key', answer: refuse(401), requests: 1, told: /second refused the key \(401\)/ },
    { what: 'stops at once where they want payment', answer: refuse(402), requests: 1, told: /API Error: 402/ },
    {
      what: 'stops at once where they ask for a long wait',
      answer: refuse(429, { 'retry-after': '120' }),
      requests: 1,
      told: /Request rejected \(429\)/,
    },
  ];
  for (const { what, answer, requests, told } of cases) {
    test(what, async ({ talkToPair }) => {
      const done = await talkToPair('Say something', { dialect, first: () => answer, second: () => answer });
      expect(done).toMatchObject({ code: 1, isError: true });
      expect(done.result).toMatch(told);
      expect(done.events).toEqual(['init', ...Array.from({ length: requests - 1 }, () => 'api_retry')]);
      expect(done.rows.map(({ outcome }) => outcome)).toEqual(Array.from({ length: requests }, () => 'failed'));
    });
  }

  test('asks again after a server error, and has its answer when one of them is back', async ({ talkToPair }) => {
    let count = 0;
    const script: Script = () => ((count += 1) <= 4 ? refuse(500) : say('Back again.'));
    const done = await talkToPair('Say something', { dialect, first: script, second: script });
    expect(done).toMatchObject({ code: 0, isError: false, result: 'Back again.', events: ['init', 'api_retry'] });
    expect(done.rows).toMatchObject([
      { outcome: 'failed', status: 502, attempts: [{}, {}, {}, {}] },
      { outcome: 'ok', status: 200, attempts: [{}] },
    ]);
  });
});

for (const dialect of ['anthropic-messages', 'openai-chat'] as const) {
  test(`Claude Code stops at once when a budget is used up, and says which (${dialect})`, async ({ talkToPair }) => {
    const script: Script = ({ calls }) =>
      calls === 0 ? { blocks: [run('echo on')], usage: { input: 10, output: 502 } } : say('Never asked.');
    const done = await talkToPair(
      'Do something',
      {
        ...{ dialect, first: script, second: script },
        config: {
          // Only answers cost: a cent a token.
          prices: {
            own: [
              { target: 'first/*', input: 0, output: 10_000 },
              { target: 'second/*', input: 0, output: 10_000 },
            ],
          },
          budgets: [{ name: 'Daily', limit: 9, per: 'day' }],
        },
      },
      { tools: ['Bash'] },
    );
    expect(done).toMatchObject({ code: 1, isError: true, events: ['init'] });
    expect(done.result).toMatch(
      /^API Error: 402 The budget "Daily" has \$3\.98 left, too little for this request at about \$\d\.\d\d: \$5\.02 of \$9\.00 is spent\. It starts anew on \w+ at 00:00\./,
    );
    // The request that was refused came once, and nobody was asked for it.
    expect(done.rows).toMatchObject([
      { outcome: 'ok', status: 200 },
      { outcome: 'failed', status: 402, attempts: [] },
    ]);
    expect([done.requests.first.length, done.requests.second.length]).toEqual([1, 0]);
  });
}

test('Claude Code has two subagents at once answered by a provider that takes one request at a time', async ({ talkToPair }) => {
  let [inside, most] = [0, 0];
  const task = (prompt: string) =>
    call('Agent', { description: 'Count', prompt, subagent_type: 'general-purpose', run_in_background: false });
  const agents = [task('How many commits are there?'), task('How many files are there?')];
  const first: Script = ({ calls, text }) => {
    inside += 1;
    most = Math.max(most, inside);
    setTimeout(() => (inside -= 1), 200);
    const answer = text.includes('Have it counted.') ? (calls > 0 ? say('Both are counted.') : { blocks: agents }) : say('One.');
    return { ...answer, headDelayMs: 200 };
  };
  const done = await talkToPair('Have it counted.', {
    ...{ dialect: 'openai-chat', concurrency: 1, first },
    second: () => say('Nobody should come here.'),
  });
  expect(done).toMatchObject({ code: 0, isError: false, result: 'Both are counted.', toolErrors: [] });
  expect([done.requests.first.length, done.requests.second.length, most]).toEqual([4, 0, 1]);
  expect(done.rows.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
});
