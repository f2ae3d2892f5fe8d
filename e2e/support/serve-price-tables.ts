import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { listenForTest } from '../../src/proxy/testing/listen-for-test';
import { PRICE_HOSTS_IDENTITY } from '../../src/shared/testing/price-certificates';

export interface PriceServers {
  /** For `network.proxy`: it leads both hosts here, and nothing else anywhere. */
  proxyUrl: string;
  /** For `network.caFile`. */
  certificate: string;
  /** What the two addresses answer; null: 503. */
  answers: { genaiPrices: string | null; modelsDev: string | null };
  close(): Promise<void>;
}

/** Stands in for the two hosts of price tables: a proxy that leads to a TLS server with their names. */
export async function servePriceTables(answers: PriceServers['answers']): Promise<PriceServers> {
  const servers = { answers };
  const tables = await listenForTest(
    createHttpsServer(PRICE_HOSTS_IDENTITY, (request, response) => {
      const isGenai = request.headers.host === 'raw.githubusercontent.com';
      const body = isGenai ? servers.answers.genaiPrices : servers.answers.modelsDev;
      response.writeHead(body === null ? 503 : 200, { 'content-type': 'application/json' }).end(body ?? 'Busy.');
    }),
  );
  const proxy = createHttpServer();
  proxy.on('connect', (request, stream) => {
    const client = stream as Socket;
    const isKnown = request.url === 'raw.githubusercontent.com:443' || request.url === 'models.dev:443';
    client.on('error', () => undefined);
    if (!isKnown) return client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const upstream = connect(tables.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const listening = await listenForTest(proxy);
  return Object.assign(servers, {
    proxyUrl: `http://127.0.0.1:${listening.port}`,
    certificate: PRICE_HOSTS_IDENTITY.cert,
    async close() {
      await listening.close();
      await tables.close();
    },
  });
}
