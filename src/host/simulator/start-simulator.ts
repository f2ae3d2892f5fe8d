import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkRequest } from './check-request';
import { createPromptCounter } from './count-usage';
import { generateReply } from './generate-reply';
import { SIMULATOR_MODELS } from './models';
import { readBody } from './read-body';
import { sendError } from './send-error';
import { writeStream, writeWhole } from './write-reply';

const HOST = '127.0.0.1';
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;
const KEEP_ALIVE_MS = 75_000;

export interface Simulator {
  /** Base URL of its OpenAI chat dialect, e.g. `http://127.0.0.1:40123/v1`. */
  url: string;
  /** Ends the answers in flight and closes the port. */
  close(): Promise<void>;
}

export interface SimulatorOptions {
  /** The models' delays are multiplied by this; 0 for none. */
  pace?: number;
}

/**
 * Starts the built-in simulator on a free port of this machine only. It answers in the OpenAI chat dialect with text,
 * tool calls, usage and costs that depend on the request alone, and is as strict with requests as the real endpoint.
 */
export async function startSimulator({ pace = 1 }: SimulatorOptions = {}): Promise<Simulator> {
  const countPrompt = createPromptCounter();
  const requestsByModel = new Map<string, number>();

  async function complete(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, BODY_LIMIT_BYTES);
    if (body.kind === 'too-large') {
      response.setHeader('connection', 'close');
      return sendError(response, 413, { message: `The request body is larger than ${BODY_LIMIT_BYTES} bytes.` });
    }
    const parsed = parseJson(body.text);
    if (parsed === undefined) {
      return sendError(response, 400, { message: 'We could not parse the JSON body of your request.' });
    }
    const checked = checkRequest(parsed);
    if (!checked.ok) return sendError(response, 400, checked);
    const chat = checked.request;
    const model = SIMULATOR_MODELS.find(({ id }) => id === chat.model);
    if (!model) {
      const message = `The model '${chat.model}' does not exist. The simulator has ${SIMULATOR_MODELS.map(({ id }) => id).join(', ')}.`;
      return sendError(response, 404, { message, param: 'model', code: 'model_not_found' });
    }
    const turn = (requestsByModel.get(model.id) ?? 0) + 1;
    requestsByModel.set(model.id, turn);
    if (model.failsEvery !== null && turn % model.failsEvery === 0) {
      response.setHeader('retry-after', '1');
      const message = 'The model is overloaded. Try again in a moment.';
      return sendError(response, 503, { message, type: 'server_error', code: 'overloaded' });
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const options = { includeUsage: chat.stream_options?.include_usage === true, signal: gone.signal, pace };
    const reply = generateReply(chat, model, countPrompt(chat));
    await (chat.stream === true ? writeStream : writeWhole)(response, reply, options);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0];
    const endpoint = `${request.method} ${path}`;
    if (endpoint === 'POST /v1/chat/completions') return complete(request, response);
    if (endpoint === 'GET /v1/models') return sendModels(response);
    request.resume();
    sendError(response, 404, { message: `Unknown request URL: ${endpoint}.`, code: 'unknown_url' });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      // The client went away: there is nobody left to tell.
      response.destroy();
    });
  });
  // Longer than the proxy keeps an idle connection, so that it never writes into one that is being closed.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${HOST}:${port}/v1`,
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function sendModels(response: ServerResponse): void {
  const data = SIMULATOR_MODELS.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'switchyard' }));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
