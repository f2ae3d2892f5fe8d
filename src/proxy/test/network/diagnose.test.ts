import { afterEach, expect, it } from 'vitest';
import { Config, type ConfigFile } from '../../../shared/config/config-schema';
import type { Diagnosis } from '../../../shared/model/diagnosis';
import { EXPIRED_IDENTITY, OTHER_IDENTITY, SERVER_IDENTITY, TEST_AUTHORITY } from '../../../shared/testing/test-certificates';
import { diagnoseProvider } from '../../providers/diagnose-provider';
import { resolveProvider } from '../../providers/resolve-provider';
import { startHttpProxy, startSocksProxy } from '../../testing/fake-network-proxy';
import { startFakeUpstream } from '../../testing/fake-upstream';
import { startTlsFront } from '../../testing/tls-front';
import { createCloser, portOf } from './stand';

const { keep, closeAll } = createCloser();
afterEach(closeAll);

const KEY = 'sk-right-and-secret';

type Own = Partial<NonNullable<ConfigFile['providers']>[number]>;

async function diagnose(
  baseUrl: string,
  own: Own = {},
  key: string | null = KEY,
  problem: string | null = null,
): Promise<Diagnosis> {
  const provider = { id: 'acme', preset: 'custom', dialect: 'openai-chat', baseUrl, ...own };
  const { network, providers } = Config.parse({ version: 1, providers: [provider] });
  const certificates = { 'ca.pem': { pem: problem === null ? TEST_AUTHORITY : null, problem } };
  return diagnoseProvider(resolveProvider(providers[0] as never, null, { network, variables: {}, certificates }), key);
}

const outcomes = ({ steps }: Diagnosis) => steps.map(({ step, outcome }) => `${step} ${outcome}`);
const failureOf = ({ steps }: Diagnosis) => steps.find(({ outcome }) => outcome === 'failed');

async function startServer() {
  return keep(await startFakeUpstream({ dialect: 'openai-chat', key: KEY, models: ['a', 'b'], answer: () => ({}) }));
}

it('tells every step of a way that leads through, and the models that the list does not have', async () => {
  const server = await startServer();
  const front = keep(await startTlsFront(SERVER_IDENTITY, portOf(server)));
  const found = await diagnose(`https://localhost:${front.port}/v1`, { caFile: 'ca.pem', models: ['a', 'c'] });
  expect(found.ok).toBe(true);
  expect(outcomes(found)).toEqual(['address ok', 'dns ok', 'connect ok', 'tls ok', 'http ok', 'auth ok', 'models ok']);
  const sentences = found.steps.map(({ sentence }) => sentence).join('\n');
  expect(sentences).toContain(
    'The certificate is for upstream.test, from Switchyard test authority, and holds until 2120-01-01.',
  );
  expect(sentences).toContain('2 models are listed; not among them: c.');
  expect(found.steps.filter(({ ms }) => ms !== null).map(({ step }) => step)).toEqual(['dns', 'connect', 'tls', 'http']);
  expect(found.steps.every(({ advice }) => advice === null)).toBe(true);
});

it.each([
  ['address', 'ftp://example.com', /address that is not valid/],
  ['dns', 'http://no-such-name.invalid/v1', /the name no-such-name\.invalid was not found/],
  ['connect', 'http://127.0.0.1:1/v1', /nothing listens at 127\.0\.0\.1:1/],
])('stops at the %s', async (step, baseUrl, words) => {
  const provider = resolveProvider(
    Config.parse({ version: 1, providers: [{ id: 'acme', dialect: 'openai-chat', baseUrl: 'http://127.0.0.1:1/v1' }] })
      .providers[0] as never,
    null,
  );
  const found = await diagnoseProvider({ ...provider, modelsUrl: baseUrl }, KEY);
  expect(found.ok).toBe(false);
  expect(failureOf(found)).toMatchObject({ step, sentence: expect.stringMatching(words), advice: expect.stringMatching(/\.$/) });
  const failedAt = found.steps.findIndex(({ outcome }) => outcome === 'failed');
  expect(found.steps.slice(failedAt + 1).every(({ outcome }) => outcome === 'not-tried')).toBe(true);
  expect(found.steps.at(-1)).toMatchObject({ step: 'models', outcome: 'not-tried' });
});

it.each([
  ['nobody vouches for', SERVER_IDENTITY, undefined, /name the file of its authority \(PEM\) as caFile/],
  ['has run out', EXPIRED_IDENTITY, 'ca.pem', /Check this machine’s date/],
  ['is for another name', OTHER_IDENTITY, 'ca.pem', /for another name/],
])('says what to do about a certificate that %s', async (_what, identity, caFile, advice) => {
  const server = await startServer();
  const front = keep(await startTlsFront(identity, portOf(server)));
  const found = await diagnose(`https://127.0.0.1:${front.port}/v1`, caFile === undefined ? {} : { caFile });
  expect(failureOf(found)).toMatchObject({ step: 'tls', advice: expect.stringMatching(advice) });
  expect(outcomes(found).slice(-3)).toEqual(['http not-tried', 'auth not-tried', 'models not-tried']);
});

it('says that the certificate file is no good', async () => {
  const server = await startServer();
  const found = await diagnose(server.url, { caFile: 'ca.pem' }, KEY, 'The certificate file /ca.pem cannot be read.');
  expect(failureOf(found)).toMatchObject({ step: 'tls', sentence: 'The certificate file /ca.pem cannot be read.' });
});

it('says that the key is refused, missing or not needed, and never what it is', async () => {
  const server = await startServer();
  const refused = await diagnose(server.url, {}, 'sk-wrong-and-secret');
  expect(failureOf(refused)).toMatchObject({ step: 'auth', sentence: expect.stringContaining('refused the key (401)') });
  expect(outcomes(refused).slice(-3)).toEqual(['http ok', 'auth failed', 'models not-tried']);
  const missing = await diagnose(server.url, { keys: { source: 'env', name: 'KEY' } }, null);
  expect(outcomes(missing).slice(-3)).toEqual(['http skipped', 'auth failed', 'models not-tried']);
  expect(JSON.stringify([refused, missing])).not.toContain('secret');
});

it('says that there is no model list at the address', async () => {
  const server = await startServer();
  const found = await diagnose(`${server.url}/wrong`);
  expect(failureOf(found)).toMatchObject({
    step: 'http',
    sentence: expect.stringContaining('404'),
    advice: expect.stringContaining('/v1'),
  });
});

it.each([
  ['http', startHttpProxy],
  ['socks5h', startSocksProxy],
] as const)('goes through the proxy as calls do (%s)', async (protocol, startProxy) => {
  const server = await startServer();
  const via = keep(await startProxy({ credentials: 'ann:secret' }));
  const url = `http://upstream.test:${portOf(server)}/v1`;
  const found = await diagnose(url, { proxy: `${protocol}://ann:secret@127.0.0.1:${via.port}` });
  expect(outcomes(found)).toEqual(['address ok', 'proxy ok', 'tunnel ok', 'http ok', 'auth ok', 'models ok']);
  const refused = await diagnose(url, { proxy: `${protocol}://ann:wrong@127.0.0.1:${via.port}` });
  expect(failureOf(refused)).toMatchObject({
    step: 'tunnel',
    sentence: expect.stringContaining('refused the user name or password'),
  });
  await via.close();
  const gone = await diagnose(url, { proxy: `${protocol}://127.0.0.1:${via.port}` });
  expect(failureOf(gone)).toMatchObject({ step: 'proxy', advice: expect.stringContaining('config.json') });
  expect(JSON.stringify([found, refused])).not.toMatch(/ann|secret|wrong/);
});
