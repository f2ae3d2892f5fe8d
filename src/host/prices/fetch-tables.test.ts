import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readShippedTables } from '../../pricing';
import type { SharedNetwork } from '../../proxy';
import { handmadeTables } from '../../shared/testing/handmade-tables';
import { fetchTables } from './fetch-tables';

const shipped = readShippedTables();
const PROVIDERS = { genai: Object.keys(shipped.genai.providers), modelsDev: Object.keys(shipped.modelsDev.providers) };
const TABLES = handmadeTables(PROVIDERS, { 'anthropic/claude-opus-5-5': { input_mtok: 7, output_mtok: 21 } });
const DIRECT: SharedNetwork = { network: { proxy: 'none', noProxy: [] }, variables: {}, certificates: {} };

let answers: Record<string, { status?: number; body: string }>;
let server: Server;

beforeEach(() => {
  answers = { '/genai': { body: TABLES.genaiPrices }, '/models': { body: TABLES.modelsDev } };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const answer: RequestListener = (request, response) => {
  const { status = 200, body } = answers[request.url ?? ''] ?? { status: 404, body: '' };
  response.writeHead(status).end(body);
};

async function serve(): Promise<{ 'genai-prices': string; 'models.dev': string }> {
  server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { 'genai-prices': `${base}/genai`, 'models.dev': `${base}/models` };
}

it('brings both tables, with the day of the fetch', async () => {
  const { genai, modelsDev } = await fetchTables(await serve(), DIRECT, '2026-11-23');
  expect(genai).toMatchObject({ name: 'genai-prices', date: '2026-11-23' });
  expect(genai.providers.anthropic?.models.map(({ id }) => id)).toEqual(['m1', 'claude-opus-5-5']);
  expect(modelsDev.providers.alibaba?.models).toHaveLength(1);
});

it.each([
  ['an error', { status: 503, body: 'Busy.' }, 'answered 503'],
  ['a redirect', { status: 302, body: '' }, 'answered 302'],
  ['a page of something on the way', { body: '<html>Log in</html>' }, 'is no JSON'],
  ['another kind of table', { body: '{"providers": []}' }, 'models.dev has no'],
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
