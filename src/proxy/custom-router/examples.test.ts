import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../shared/config/config-schema';
import { sampleQuestion, startTestRouter, type TestRouter } from '../testing/start-test-router';
import type { RouterQuestion } from './router-question';

const config = Config.parse({
  version: 1,
  providers: [
    { id: 'openrouter', preset: 'openrouter' },
    { id: 'deepseek', preset: 'deepseek' },
    { id: 'local', preset: 'ollama' },
  ],
  routes: { default: { targets: 'openrouter/a' }, longContext: { targets: 'openrouter/long,model' } },
});

let test: TestRouter;

beforeEach(() => {
  test = startTestRouter();
});

afterEach(() => test.end());

const start = (name: string) => {
  const router = test.start(name, { file: resolve('docs/examples', name) });
  return (summary: Partial<RouterQuestion['summary']>, fields: Partial<RouterQuestion> = {}, body?: unknown) =>
    router.ask(sampleQuestion({ ...fields, summary, config }, body));
};

describe('the examples in docs/examples', () => {
  it('by-folder-and-hour.ts keeps clients’ work here, by night and by day', async () => {
    const ask = start('by-folder-and-hour.ts');
    const folder = '/home/me/clients/acme';
    expect(await ask({ folder })).toMatchObject({ kind: 'target', target: 'local/qwen3-coder' });
    expect(await ask({ folder, inputTokens: 100_001 })).toMatchObject({ kind: 'block' });
    const hour = new Date().getHours();
    const atNight = { kind: 'target', target: 'deepseek/deepseek-chat', reason: 'It is night.' };
    const advice = await ask({ folder: '/home/me/hobby' });
    // On the stroke of the hour either is right.
    if (new Date().getHours() === hour) expect(advice).toEqual(hour >= 22 || hour < 6 ? atNight : null);
    expect(await ask({ folder: null, agent: 'Explore' })).toBeNull();
  });

  it('another-after-429.mjs chooses the first fallback that is ready', async () => {
    const ask = start('another-after-429.mjs');
    const error = { status: 429, message: 'Slow down', retryAfterMs: null, target: 'openrouter/a', attempt: 1 };
    expect(await ask({})).toBeNull();
    expect(await ask({}, { error: { ...error, status: 500 } })).toBeNull();
    expect(await ask({}, { error })).toMatchObject({ kind: 'target', target: 'deepseek/deepseek-chat', effort: 'low' });
    const targets = [{ target: 'deepseek/deepseek-chat', state: 'resting' as const, restsUntil: 1 }];
    expect(await ask({}, { error, targets })).toMatchObject({ target: 'local/qwen3-coder' });
    expect(test.logs).toContain(
      'info: another-after-429.mjs: openrouter/a answered 429 (attempt 1), so local/qwen3-coder is asked.',
    );
  });

  it('classic-router.js, taken as it is, reads the prompt, the size and the routes', async () => {
    const ask = start('classic-router.js');
    const body = { messages: [{ role: 'user', content: [{ type: 'text', text: 'Please explain this code' }] }] };
    expect(await ask({}, {}, body)).toEqual({ kind: 'target', target: 'openrouter/anthropic/claude-sonnet-5' });
    expect(await ask({ inputTokens: 150_001 })).toEqual({ kind: 'target', target: 'openrouter/long,model' });
    expect(await ask({})).toBeNull();
  });
});
