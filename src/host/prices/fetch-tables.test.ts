import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readShippedTables } from '../../pricing';
import type { SharedNetwork } from '../../proxy';
import { listenForTest, type ListeningServer } from '../../proxy/testing/listen-for-test';
import { startHttpProxy } from '../../proxy/testing/fake-network-proxy';
import { handmadeTables } from '../../shared/testing/handmade-tables';
import { SERVER_IDENTITY, TEST_AUTHORITY } from '../../shared/testing/test-certificates';
import { fetchTables } from './fetch-tables';

const shipped = readShippedTables();
const PROVIDERS = { genai: Object.keys(shipped.genai.providers), modelsDev: Object.keys(shipped.modelsDev.providers) };
const TABLES = handmadeTables(PROVIDERS, { 'anthropic/claude-opus-5-5': { input_mtok: 7, output_mtok: 21 } });
const DIRECT: SharedNetwork = { network: { proxy: 'none', noProxy: [] }, variables: {}, certificates: {} };

let answers: Record<string, { status?: number; body: string }>;
const servers: ListeningServer[] = [];

beforeEach(() => {
  answers = { '/genai': { body: TABLES.genaiPrices }, '/models': { body: TABLES.modelsDev } };
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const answer: RequestListener = (request, response) => {
  const { status = 200, body } = answers[request.url ?? ''] ?? { status: 404, body: '' };
  response.writeHead(status).end(body);
};

async function serve(secure = false): Promise<{ 'genai-prices': string; 'models.dev': string }> {
  const server = await listenForTest(secure ? createHttpsServer(SERVER_IDENTITY, answer) : createHttpServer(answer));
  servers.push(server);
  const base = `${secure ? 'https://upstream.test' : 'http://127.0.0.1'}:${server.port}`;
  return { 'genai-prices': `${base}/genai`, 'models.dev': `${base}/models` };
}

it('brings both tables, with the day of the fetch', async () => {
  const { genai, modelsDev } = await fetchTables(await serve(), DIRECT, '2026-11-23');
  expect(genai).toMatchObject({ name: 'genai-prices', date: '2026-11-23' });
  expect(genai.providers.anthropic?.models.map(({ id }) => id)).toEqual(['m1', 'claude-opus-5-5']);
  expect(modelsDev.providers.alibaba?.models).toHaveLength(1);
});

it('goes through the user’s proxy and trusts the user’s certificates', async () => {
  const sources = await serve(true);
  const proxy = await startHttpProxy();
  servers.push(proxy);
  const network: SharedNetwork = {
    network: { proxy: `http://127.0.0.1:${proxy.port}`, noProxy: [], caFile: 'ca.pem' },
    variables: {},
    certificates: { 'ca.pem': { pem: TEST_AUTHORITY, problem: null } },
  };
  await fetchTables(sources, network, '2026-11-23');
  expect(proxy.asked).toEqual([expect.stringContaining('upstream.test:'), expect.stringContaining('upstream.test:')]);
  const untrusting = { ...network, network: { ...network.network, caFile: undefined } };
  await expect(fetchTables(sources, untrusting, '2026-11-23')).rejects.toMatchObject({
    code: 'prices-failed',
    message: expect.stringContaining('certificate'),
  });
});

it.each([
  ['an error', { status: 503, body: 'Busy.' }, 'answered 503'],
  ['a redirect', { status: 302, body: '' }, 'answered 302'],
  ['a page of something on the way', { body: '<html>Log in</html>' }, 'is no JSON'],
  ['another kind of table', { body: '{"providers": []}' }, 'models.dev has no'],
  ['more than can be', { body: ' '.repeat(20_000_001) }, 'more than 20 MB'],
])('says what is wrong with %s, and uses nothing of it', async (_, its, message) => {
  answers['/models'] = its;
  await expect(fetchTables(await serve(), DIRECT, '2026-11-23')).rejects.toMatchObject({
    code: 'prices-failed',
    message: expect.stringContaining(message),
    hint: expect.stringContaining('The prices in use stay as they are.'),
  });
});

it('names the server that cannot be reached', async () => {
  const sources = { ...(await serve()), 'models.dev': 'http://127.0.0.1:9/models' };
  await expect(fetchTables(sources, DIRECT, '2026-11-23')).rejects.toMatchObject({
    message: expect.stringContaining('models.dev (127.0.0.1:9) is not reachable'),
  });
});
