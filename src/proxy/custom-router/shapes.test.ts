import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleQuestion, startTestRouter, type TestRouter } from '../testing/start-test-router';

let test: TestRouter;

beforeEach(() => {
  test = startTestRouter();
});

afterEach(() => test.end());

const say = async (name: string, text: string, question = sampleQuestion()) => {
  test.write(name, text);
  return test.start(name).ask(question);
};

describe('a router of our own shape', () => {
  it('gets the request, its size, its scenario, the session and the targets', async () => {
    const targets = [{ target: 'local/small', state: 'resting' as const, restsUntil: 5 }];
    const text = `export async function routeRequest({ body, ...context }) {
      return { route: 'think', reason: JSON.stringify([context, body.model, context.request.sessionId]) };
    }`;
    const advice = await say('router.mjs', text, sampleQuestion({ scenario: 'background', targets }));
    expect(advice).toMatchObject({ kind: 'route', route: 'think' });
    const [context, model, sessionId] = JSON.parse((advice as { reason: string }).reason);
    expect(context).toMatchObject({
      request: { client: 'claude-cli/2.1.330', folder: '/home/me/project', tools: ['Bash'], requestedModel: 'claude-opus-5-5' },
      tokenCount: 1234,
      scenario: 'background',
      session: { id: 'session-1', lastUsage: 900 },
      targets,
    });
    expect(context).not.toHaveProperty('error');
    expect([model, sessionId]).toEqual(['claude-opus-5-5', null]);
  });

  it('is asked again with the failed attempt, so that it can choose another target', async () => {
    const text = `exports.routeRequest = ({ error }) => error?.status === 429 ? 'local/small' : null;`;
    test.write('router.cjs', text);
    const router = test.start('router.cjs');
    expect(await router.ask(sampleQuestion())).toBeNull();
    const error = { status: 429, message: 'Slow down', retryAfterMs: 30_000, target: 'openrouter/free/model', attempt: 1 };
    expect(await router.ask(sampleQuestion({ error }))).toEqual({ kind: 'target', target: 'local/small' });
  });

  it.each([
    ['a module.exports with the function', 'r.cjs', `module.exports = { routeRequest: () => 'local,small' };`],
    ['a default export that holds it', 'r.mjs', `export default { async routeRequest() { return 'local,small'; } };`],
    ['a function that is a method', 'r.cjs', `module.exports = { to: 'local,small', routeRequest() { return this.to; } };`],
  ])('may be %s', async (_, name, text) => {
    expect(await say(name, text)).toEqual({ kind: 'target', target: 'local/small' });
  });
});

describe('a router for Claude Code Router', () => {
  it('gets the request with its size and session, the config without keys, and an emitter', async () => {
    const text = `module.exports = async function router(req, config, { event }) {
      event.emit('nothing');
      req.log.info('asked for', req.body.model);
      if (JSON.stringify(config).includes('KEY')) return null;
      if (req.tokenCount !== 1234 || req.sessionId !== 'session-1') return null;
      if (req.headers['user-agent'] !== 'claude-cli/2.1.330') return null;
      const local = config.Providers.find((provider) => provider.name === 'local');
      return config.Router.think === 'local,small' && local.models.includes('small') ? config.Router.default : null;
    };`;
    expect(await say('custom-router.js', text)).toEqual({ kind: 'target', target: 'openrouter/free/model' });
    expect(test.logs).toContain('info: custom-router.js: asked for claude-opus-5-5');
  });

  it('is not asked about a failed attempt, which it knows nothing of', async () => {
    const error = { status: 500, message: 'No', retryAfterMs: null, target: 'local/small', attempt: 1 };
    expect(await say('r.js', `module.exports = async () => 'local,small';`, sampleQuestion({ error }))).toBeNull();
  });

  it('may be an ES module, or one that was compiled to CommonJS', async () => {
    const expected = { kind: 'target', target: 'local/small' };
    expect(await say('a.mjs', `export default async (req) => req.body.model && 'local,small';`)).toEqual(expected);
    const compiled = `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = () => 'local,small';`;
    expect(await say('b.js', compiled)).toEqual(expected);
  });
});

describe('what a router returns', () => {
  it.each<[string, unknown]>([
    [`'openrouter,free/model'`, { kind: 'target', target: 'openrouter/free/model' }],
    [`'openrouter/free/model,with-comma'`, { kind: 'target', target: 'openrouter/free/model,with-comma' }],
    [`' Local , small '`, { kind: 'target', target: 'local/small' }],
    [`undefined`, null],
    [
      `{ target: 'local/small', effort: 'high', maxTokens: 512, reason: 'Small work' }`,
      { kind: 'target', target: 'local/small', effort: 'high', maxTokens: 512, reason: 'Small work' },
    ],
    [`{ route: 'think' }`, { kind: 'route', route: 'think' }],
    [`{ block: 'Not after midnight.' }`, { kind: 'block', message: 'Not after midnight.' }],
  ])('%s is followed', async (code, advice) => {
    expect(await say('r.mjs', `export const routeRequest = () => (${code});`)).toEqual(advice);
  });

  it.each([
    [`42`, 'r.mjs returned 42. It may return "provider,model"'],
    [`'gpt-5'`, `returned 'gpt-5'. It may`],
    [`['local/small']`, `returned [ 'local/small' ]. It may`],
    [`() => 1`, 'returned [Function'],
    [`{}`, 'returned {}. It may'],
    [`{ target: 'local/small', route: 'think' }`, 'both a target and a route'],
    [`{ block: 'No', target: 'local/small' }`, 'a block and target; a block stands alone'],
    [`{ block: 7 }`, 'the block 7, which is not a message'],
    [`{ target: 'local/small', maxToken: 1 }`, 'an object with "maxToken"'],
    [`{ target: 'local/small', maxTokens: 0.5 }`, 'the maxTokens 0.5'],
    [`{ target: 'local/small', effort: 'huge' }`, `the effort 'huge'; efforts are minimal, low`],
    [`{ route: 'night' }`, `the route 'night'; routes are default, background`],
    [`{ route: 'image' }`, 'r.mjs chose the route "image", which is not set.'],
    [`'nobody/small'`, 'r.mjs chose nobody/small, but the provider "nobody" is not set up. Ready are: openrouter, local.'],
    [`'retired/gpt-5'`, 'the provider "retired" is switched off'],
  ])('%s is a fault that says what may be returned', async (code, message) => {
    const advice = await say('r.mjs', `export const routeRequest = () => (${code});`);
    expect(advice).toEqual({ kind: 'fault', message: expect.stringContaining(message) });
  });
});
