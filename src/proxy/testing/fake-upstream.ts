import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { anthropicRules } from './fake-anthropic';
import { openaiRules } from './fake-openai';
import type { FakeAnswer, FakeRules, SeenRequest } from './fake-rules';

export type { FakeAnswer, FakeBlock, SeenRequest } from './fake-rules';

export interface FakeUpstream {
  /** Base URL for a provider of the config. */
  url: string;
  /** Every call that came, refused ones too, model lists left out. */
  requests: SeenRequest[];
  /** Calls whose connection the other side closed before the answer was complete. */
  abortedCount(): number;
  close(): Promise<void>;
}

export interface FakeUpstreamOptions {
  dialect: 'anthropic-messages' | 'openai-chat';
  /** The key it takes; null takes any. */
  key?: string | null;
  models?: string[];
  port?: number;
  /** `count` is 1 for the first call that was not refused. */
  answer(request: SeenRequest, count: number): FakeAnswer;
}

/**
 * A provider's server on a loopback socket, scripted, and as strict as the real one: it refuses what the vendor
 * refuses, so that a wrong request fails a test instead of passing by a mild mock.
 */
export async function startFakeUpstream(options: FakeUpstreamOptions): Promise<FakeUpstream> {
  const { key = null, models = ['fake-model'] } = options;
  const rules = options.dialect === 'anthropic-messages' ? anthropicRules : openaiRules;
  const base = options.dialect === 'anthropic-messages' ? '' : '/v1';
  const requests: SeenRequest[] = [];
  let answered = 0;
  let aborted = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await readRequest(request);
    const path = new URL(seen.path, 'http://fake').pathname;
    const refusal = rules.refuse(seen, key);
    if (path === base + rules.modelsPath && seen.method === 'GET') {
      if (refusal?.status === 401) return sendJson(response, refusal.status, refusal.body);
      return sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model', type: 'model' })) });
    }
    if (path !== base + rules.path || seen.method !== 'POST') {
      return sendJson(response, 404, rules.errorBody(404, `no ${seen.method} ${path} here`));
    }
    requests.push(seen);
    response.once('close', () => {
      if (!response.writableFinished) aborted += 1;
    });
    if (refusal) return sendJson(response, refusal.status, refusal.body);
    answered += 1;
    const answer = options.answer(seen, answered);
    if (answer.headDelayMs) await sleep(answer.headDelayMs);
    if (answer.error) return sendJson(response, answer.error.status, answer.error.body, answer.error.headers);
    if (seen.body.stream === true) return sendStream(response, rules, answer, seen);
    sendJson(response, 200, rules.whole(answer, seen));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, rules.errorBody(500, String(error)));
      else response.destroy();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    requests,
    abortedCount: () => aborted,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function sendStream(response: ServerResponse, rules: FakeRules, answer: FakeAnswer, seen: SeenRequest): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  let sent = 0;
  for (const record of rules.records(answer, seen)) {
    if (answer.fault && sent === answer.fault.afterRecords) {
      if (answer.fault.kind === 'hang') return;
      if (answer.fault.kind === 'cut') return void response.destroy();
      if (answer.fault.kind === 'error') response.write(rules.errorRecord('Overloaded'));
      return void response.end();
    }
    if (response.destroyed) return;
    response.write(record);
    sent += 1;
    if (answer.recordDelayMs) await sleep(answer.recordDelayMs);
    // One record a tick, so that each is a chunk of its own on the wire.
    else await new Promise(setImmediate);
  }
  response.end();
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  const rawBody = Buffer.concat(pieces);
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString('utf8'));
  } catch {
    body = undefined;
  }
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, rawBody, body };
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
