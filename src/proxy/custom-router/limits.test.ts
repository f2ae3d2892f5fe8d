import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleQuestion, startTestRouter, type TestRouter } from '../testing/start-test-router';
import { makeRouterEnvironment } from './router-environment';

let test: TestRouter;

beforeEach(() => {
  test = startTestRouter();
});

afterEach(() => test.end());

const SMALL = { kind: 'target', target: 'local/small' };
const asking = (lastText: string) => sampleQuestion({ summary: { lastText } });

/** Does what the user's last message says. */
const ROUTER = `exports.routeRequest = async ({ request, body }) => {
  const what = request.lastText;
  if (what === 'loop') for (;;);
  if (what === 'hog') for (const all = []; ; ) all.push({ text: String(all.length).repeat(20), list: [1, 2, 3] });
  if (what === 'exit') process.exit(3);
  if (what === 'never') await new Promise(() => {});
  if (what === 'wait') await new Promise((resolve) => { globalThis.go = resolve; });
  if (what === 'go') globalThis.go();
  if (what === 'timer') setTimeout(() => { throw new Error('later'); }, 1);
  if (what === 'reject') Promise.reject(new Error('unheard'));
  if (what === 'flood') for (let i = 0; i < 1000; i++) console.log('line', i);
  if (what === 'print') { console.log('%s is %d', 'a', 1); console.error('bad'); process.stdout.write('raw'); }
  if (what === 'nonsense') require('node:worker_threads').parentPort.postMessage('nonsense');
  if (what === 'env') return { block: process.env.ROUTER_NAME + ' ' + Object.keys(process.env).length };
  if (what === 'body') return { block: String(body.text.length) };
  return 'local/small';
};`;

const start = (options?: Parameters<TestRouter['start']>[1]) => {
  test.write('router.cjs', ROUTER);
  return test.start('router.cjs', options);
};

describe('a router that fails', () => {
  it('in an endless loop is ended; whoever waited behind it is asked again', async () => {
    const router = start({ timeLimitMs: 1_000 });
    expect(await router.ask(asking('hello'))).toEqual(SMALL);
    const [loop, behind, patient] = await Promise.all([
      router.ask(asking('loop')),
      router.ask(asking('hello')),
      router.ask(asking('never')),
    ]);
    expect(loop).toEqual({ kind: 'fault', message: 'router.cjs took longer than 1000 ms' });
    expect(behind).toEqual(SMALL);
    expect(patient).toEqual({ kind: 'fault', message: 'router.cjs took longer than 1000 ms' });
    expect(await router.ask(asking('hello'))).toEqual(SMALL);
  });

  it('by never answering costs the others nothing, and keeps its thread', async () => {
    const router = start({ timeLimitMs: 1_000 });
    const waiting = router.ask(asking('wait'));
    const [never, quick] = await Promise.all([router.ask(asking('never')), router.ask(asking('hello'))]);
    expect(never).toEqual({ kind: 'fault', message: 'router.cjs took longer than 1000 ms' });
    expect(quick).toEqual(SMALL);
    expect(await waiting).toMatchObject({ kind: 'fault' });
    // The function that it left behind is still there.
    expect(await router.ask(asking('go'))).toEqual(SMALL);
  });

  it.each([
    ['hog', 'router.cjs needed more than its 32 MB of memory'],
    ['exit', 'router.cjs ended itself by process.exit(3)'],
  ])('by %s has a new thread for the next request', async (what, message) => {
    const router = start({ memoryLimitMb: 32 });
    expect(await router.ask(asking(what))).toEqual({ kind: 'fault', message });
    expect(await router.ask(asking('hello'))).toEqual(SMALL);
  });

  it('again and again rests, and says so', async () => {
    const router = start();
    for (let i = 0; i < 4; i++) await router.ask(asking('exit'));
    expect(router.health()).toMatchObject({ state: 'resting', restsUntil: expect.any(Number) });
    expect(await router.ask(asking('hello'))).toEqual({
      kind: 'fault',
      message: 'router.cjs rests after failing again and again',
    });
    expect(test.logs.at(-1)).toContain('It rests for 1 s, or until the file is changed; requests go on without it.');
    await expect.poll(() => router.ask(asking('hello')), { timeout: 10_000 }).toEqual(SMALL);
  });

  it('while it is loaded rests as well', async () => {
    test.write('router.mjs', 'process.exit(1);');
    const router = test.start('router.mjs');
    expect(await router.ask(sampleQuestion())).toEqual({
      kind: 'fault',
      message: 'router.mjs ended itself by process.exit(1), and rests for a while',
    });
    expect(router.health().state).toBe('resting');
  });

  it.each([
    ['timer', 'router.cjs:9: later'],
    ['reject', 'router.cjs:10: unheard'],
  ])('outside of a request (%s) is logged, and goes on', async (what, place) => {
    const router = start();
    expect(await router.ask(asking(what))).toEqual(SMALL);
    await expect.poll(() => test.logs).toContain(`warn: router.cjs: It failed outside of a request: ${place}`);
    expect(await router.ask(asking('hello'))).toEqual(SMALL);
    expect(router.health()).toEqual({ state: 'ready', fault: null, restsUntil: null });
  });
});

describe('a router', () => {
  it('answers several questions at a time', async () => {
    const router = start();
    const waiting = router.ask(asking('wait'));
    expect(await router.ask(asking('hello'))).toEqual(SMALL);
    expect(await router.ask(asking('go'))).toEqual(SMALL);
    expect(await waiting).toEqual(SMALL);
  });

  it('sees only the body of its request, and leaves it as it is', async () => {
    const router = start();
    const shared = new Uint8Array(Buffer.from(`xx${JSON.stringify({ text: 'é'.repeat(1_000_000) })}xx`));
    const body = shared.subarray(2, -2);
    const advice = await router.ask({ ...asking('body'), body });
    expect(advice).toEqual({ kind: 'block', message: '1000000' });
    expect(body[0]).toBe('{'.charCodeAt(0));
  });

  it('prints to the log, and no flood', async () => {
    const router = start();
    await router.ask(asking('print'));
    expect(test.logs).toEqual(['info: router.cjs: a is 1', 'warn: router.cjs: bad', 'info: router.cjs: raw']);
    await router.ask(asking('flood'));
    expect(test.logs).toHaveLength(100);
  });

  it('that posts messages of its own disturbs nothing', async () => {
    expect(await start().ask(asking('nonsense'))).toEqual(SMALL);
  });

  it('has the environment that it is given, and nothing else', async () => {
    const router = start({ environment: { ROUTER_NAME: 'mine' } });
    expect(await router.ask(asking('env'))).toEqual({ kind: 'block', message: 'mine 1' });
  });

  it('that is closed ends its questions', async () => {
    const router = start();
    const waiting = router.ask(asking('never'));
    await router.close();
    const closing = { kind: 'fault', message: 'router.cjs is being closed' };
    expect(await waiting).toEqual(closing);
    expect(await router.ask(asking('hello'))).toEqual(closing);
  });

  it('that is closed in an endless loop is ended with it', async () => {
    const router = start();
    const looping = router.ask(asking('loop'));
    await router.close();
    expect(await looping).toMatchObject({ kind: 'fault' });
  });
});

describe('the environment of a router', () => {
  it('has no key of a provider, nothing of Switchyard’s own and no secret, unless it is called ROUTER_…', () => {
    const environment = {
      ...{ HOME: '/home/me', NOT_SET: undefined, MONKEY: 'a', KEYBOARD: 'us', MY_PROVIDER: 'a' },
      ...{ OPENAI_API_KEY: 'a', ANTHROPIC_AUTH_TOKEN: 'a', DB_PASSWORD: 'a', SWITCHYARD_HOME: '/', ROUTER_API_KEY: 'mine' },
    };
    expect(makeRouterEnvironment(environment, ['MY_PROVIDER'])).toEqual({
      ...{ HOME: '/home/me', MONKEY: 'a', KEYBOARD: 'us', ROUTER_API_KEY: 'mine' },
    });
  });
});
