import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleQuestion, startTestRouter, type TestRouter } from '../testing/start-test-router';

let test: TestRouter;

beforeEach(() => {
  test = startTestRouter();
});

afterEach(() => test.end());

const returning = (model: string) => `export const routeRequest = () => 'local/${model}';`;
const SOON = { timeout: 10_000 };

describe('a change', () => {
  it('of the file is used from the next request on', async () => {
    test.write('router.mjs', returning('one'));
    const router = test.start('router.mjs');
    const ask = () => router.ask(sampleQuestion());
    expect(await ask()).toEqual({ kind: 'target', target: 'local/one' });
    test.write('router.mjs', returning('another'));
    await expect.poll(ask, SOON).toEqual({ kind: 'target', target: 'local/another' });
    expect(test.logs).toEqual(['info: The custom router router.mjs was loaded again.']);
  });

  it('of a file that it imports, at once or later, is used too', async () => {
    test.write('a.ts', `export const provider: string = 'local';`);
    test.write('b.cjs', `module.exports = 'one';`);
    const text = `import { provider } from './a';\nexport const routeRequest = async () => provider + '/' + (await import('./b.cjs')).default;`;
    test.write('router.ts', text);
    const router = test.start('router.ts');
    const ask = () => router.ask(sampleQuestion());
    expect(await ask()).toEqual({ kind: 'target', target: 'local/one' });
    test.write('b.cjs', `module.exports = 'second';`);
    await expect.poll(ask, SOON).toEqual({ kind: 'target', target: 'local/second' });
    test.write('a.ts', `export const provider: string = 'openrouter';`);
    await expect.poll(ask, SOON).toEqual({ kind: 'target', target: 'openrouter/second' });
  });

  it('with a fault leaves the version of before at work, and says where the fault is', async () => {
    test.write('router.mjs', returning('one'));
    const router = test.start('router.mjs');
    const ask = () => router.ask(sampleQuestion());
    await ask();
    test.write('router.mjs', `\n\nexport const routeRequest = () => ;`);
    await expect.poll(() => router.health().fault, SOON).toBe(`router.mjs:3: SyntaxError: Unexpected token ';'`);
    expect(router.health().state).toBe('ready');
    expect(await ask()).toEqual({ kind: 'target', target: 'local/one' });
    expect(test.logs.at(-1)).toBe(
      `warn: The custom router failed: router.mjs:3: SyntaxError: Unexpected token ';'. The version of before keeps running.`,
    );
    test.write('router.mjs', returning('mended'));
    await expect.poll(ask, SOON).toEqual({ kind: 'target', target: 'local/mended' });
    expect(router.health()).toEqual({ state: 'ready', fault: null, restsUntil: null });
  });

  it('lets a question that waits have its answer of the version that it was put to', async () => {
    const slow = `let go; const gone = new Promise((resolve) => { go = resolve; });
      setTimeout(() => go(), 1_000);
      export const routeRequest = async () => { await gone; return 'local/slow'; };`;
    test.write('router.mjs', slow);
    const router = test.start('router.mjs');
    const waiting = router.ask(sampleQuestion());
    await expect.poll(() => router.health().state).toBe('ready');
    test.write('router.mjs', returning('another'));
    expect(await waiting).toEqual({ kind: 'target', target: 'local/slow' });
    await expect.poll(() => router.ask(sampleQuestion()), SOON).toEqual({ kind: 'target', target: 'local/another' });
  });
});

describe('a file that was not there', () => {
  it('is used once it appears, and so is one that it imports', async () => {
    const router = test.start('router.mjs');
    const ask = () => router.ask(sampleQuestion());
    expect(await ask()).toMatchObject({ kind: 'fault', message: expect.stringContaining('there is no such file') });
    expect(router.health().state).toBe('faulty');
    test.write('router.mjs', `export { routeRequest } from './other.mjs';`);
    await expect.poll(ask, SOON).toMatchObject({ message: expect.stringContaining('"./other.mjs" is not found') });
    test.write('other.mjs', returning('small'));
    await expect.poll(ask, SOON).toEqual({ kind: 'target', target: 'local/small' });
  });

  it('any more leaves the version of before at work', async () => {
    test.write('router.mjs', returning('one'));
    const router = test.start('router.mjs');
    await router.ask(sampleQuestion());
    rmSync(join(test.folder, 'router.mjs'));
    await expect.poll(() => router.health().fault, SOON).toContain('there is no such file');
    expect(await router.ask(sampleQuestion())).toEqual({ kind: 'target', target: 'local/one' });
  });
});
