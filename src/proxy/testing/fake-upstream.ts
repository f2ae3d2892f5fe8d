import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { anthropicRules } from './fake-anthropic';
import { geminiRules } from './fake-gemini';
import { ollamaRules } from './fake-ollama';
import { openaiRules } from './fake-openai';
import { responsesRules } from './fake-responses';
import type { UpstreamDialect } from '../../shared/model/provider';
import type { FakeAnswer, FakeRules, FakeVendor, SeenRequest } from './fake-rules';

export type { FakeAnswer, FakeBlock, FakeVendor, SeenRequest } from './fake-rules';

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
  dialect: UpstreamDialect;
  vendor?: FakeVendor;
  /** The key it takes; null takes any. */
  key?: string | null;
  models?: string[];
  port?: number;
  /** `count` is 1 for the first call that was not refused. */
  answer(request: SeenRequest, count: number): FakeAnswer;
}

const rulesOf: Record<UpstreamDialect, FakeRules> = {
  'anthropic-messages': anthropicRules,
  'openai-chat': openaiRules,
  'openai-responses': responsesRules,
  gemini: geminiRules,
  ollama: ollamaRules,
};

/** The records in which a server of the dialect streams an answer. */
export function recordAnswer(dialect: UpstreamDialect, answer: FakeAnswer): string[] {
  const body = {
    model: 'fake-model',
    stream: true,
    stream_options: { include_usage: true },
    messages: [],
    input: [],
    contents: [],
  };
  const path = dialect === 'gemini' ? '/v1beta/models/fake-model:streamGenerateContent?alt=sse' : '/';
  return rulesOf[dialect].records(answer, { method: 'POST', path, headers: {}, rawBody: Buffer.alloc(0), body });
}

/**
 * A provider's server on a loopback socket, scripted, and as strict as the real one: it refuses what the vendor
 * refuses, so that a wrong request fails a test instead of passing by a mild mock.
 */
export async function startFakeUpstream(options: FakeUpstreamOptions): Promise<FakeUpstream> {
  const { key = null, models = ['fake-model'], vendor = 'plain' } = options;
  const rules = rulesOf[options.dialect];
  const { base } = rules;
  const requests: SeenRequest[] = [];
  let answered = 0;
  let aborted = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await readRequest(request);
    const path = new URL(seen.path, 'http://fake').pathname;
    const refusal = rules.refuse(seen, key, vendor);
    if (path === base + rules.modelsPath && seen.method === 'GET') {
      if (refusal) return sendJson(response, refusal.status, refusal.body);
      return sendJson(response, 200, rules.modelList(models));
    }
    if (!path.startsWith(base) || !rules.path.test(path.slice(base.length)) || seen.method !== 'POST') {
      const other = rules.other?.(seen);
      if (other !== undefined && other !== null) return sendJson(response, 200, other);
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
    if (rules.isStream(seen)) return sendStream(response, rules, answer, seen, vendor);
    sendJson(response, 200, rules.whole(answer, seen, vendor));
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

async function sendStream(
  response: ServerResponse,
  rules: FakeRules,
  answer: FakeAnswer,
  seen: SeenRequest,
  vendor: FakeVendor,
): Promise<void> {
  response.writeHead(200, { 'content-type': rules.contentType });
  response.flushHeaders();
  let sent = 0;
  const records = answer.records ?? rules.records(answer, seen, vendor);
  for (const record of answer.onWire?.(records) ?? records) {
    if (answer.fault && sent === answer.fault.afterRecords) {
      if (answer.fault.kind === 'hang') return;
      if (answer.fault.kind === 'cut') return void response.destroy();
      if (answer.fault.kind === 'error') response.write(rules.errorRecord('Overloaded', vendor));
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
