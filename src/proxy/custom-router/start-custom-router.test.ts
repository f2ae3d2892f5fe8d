import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Config } from '../../shared/config/config-schema';
import { sampleQuestion, startTestRouter, type TestRouter } from '../testing/start-test-router';
import { startCustomRouter } from './start-custom-router';

let test: TestRouter;

beforeEach(() => {
  test = startTestRouter();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await test.end();
});

it('finds the file from the config’s folder, and keeps the providers’ keys from it', async () => {
  test.write(
    'mine/router.cjs',
    `exports.routeRequest = () => ({ block: Object.keys(process.env).filter((name) => /PLAIN/.test(name)).join() });`,
  );
  vi.stubEnv('PLAIN_NAME', 'a');
  vi.stubEnv('PLAIN_PROVIDER', 'sk-secret');
  const config = Config.parse({
    version: 1,
    providers: [{ id: 'openrouter', preset: 'openrouter', keys: { source: 'env', name: 'PLAIN_PROVIDER' } }],
    customRouter: { file: './mine/router.cjs' },
  });
  const router = startCustomRouter(config, test.ports);
  expect(await router?.ask(sampleQuestion({ config }))).toEqual({ kind: 'block', message: 'PLAIN_NAME' });
  await router?.close();
});

it('starts nothing where the config names no file, or the host has given no thread for it', () => {
  expect(startCustomRouter(Config.parse({ version: 1 }), test.ports)).toBeNull();
  const config = Config.parse({ version: 1, customRouter: { file: 'router.js' } });
  expect(startCustomRouter(config, { log: () => {} })).toBeNull();
});

it.each([{ file: '' }, { file: 'a.js', timeLimitMs: 49 }, { file: 'a.js', memoryLimitMb: 2_000 }, { file: 'a.js', timeout: 1 }])(
  'is refused by the config schema: %j',
  (customRouter) => {
    expect(Config.safeParse({ version: 1, customRouter }).success).toBe(false);
  },
);
