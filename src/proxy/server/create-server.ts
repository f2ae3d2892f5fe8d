import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { Agent } from 'undici';
import type { ClientDialect } from '../../shared/model/exchange';
import { ProxyError } from '../errors/proxy-error';
import type { CompiledSettings } from '../pipeline/exchange';
import { countTokens } from '../pipeline/count-tokens';
import type { ReasoningMemory } from '../pipeline/reasoning-memory';
import { makeRequestId, type WireRequest } from '../pipeline/receive';
import { createRecorder } from '../pipeline/record';
import { runPipeline } from '../pipeline/run-pipeline';
import type { TokenCounter } from '../tokens/token-counter';
import type { ProxyPorts } from '../ports';
import { endpoints } from './endpoints';
import { isAnthropicClient, replyWithModels } from './models-reply';
import { sendErrorReply } from './error-reply';
import { refuseForeign, refuseStranger } from './guard';
import { abortOnClose, createReply } from './reply';

const BODY_LIMIT = '64mb';

/** In which dialect a refusal is told where the path names none. */
const NO_ENDPOINT_DIALECT: ClientDialect = 'anthropic-messages';

export interface ServerTools {
  ports: ProxyPorts;
  agent: Agent;
  memory: ReasoningMemory;
  tokens: TokenCounter;
  settings(): CompiledSettings;
  version: string;
  /** Called with +1 when an exchange begins and -1 when it ends. */
  count(change: 1 | -1): void;
}

/** The HTTP face of the proxy: guards, body limit, endpoints, errors. Listening is up to the caller. */
export function createServer(tools: ServerTools): express.Express {
  const { settings, version } = tools;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);

  app.use(foreignGuard(tools));
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', version });
  });
  // Claude Code looks whether anybody is there at all, without a token (docs/sources.md, Claude Code).
  for (const path of ['/', '/api/hello']) app.head(path, (_request, response) => response.status(200).end());
  app.get('/v1/models', modelsHandler(tools));
  for (const { path, dialect, purpose } of endpoints) {
    const handler = purpose === 'answer' ? exchangeHandler(tools, dialect) : countHandler(tools, dialect);
    app.post(path, tokenGuard(tools, dialect), express.raw({ type: () => true, limit: BODY_LIMIT }), handler);
  }
  app.use((request, response) => {
    const refusal = refuseStranger(request, settings().source.clientToken);
    answer(response, refusal ?? notFound(request));
  });
  app.use(errorHandler(tools));
  return app;
}

function exchangeHandler(tools: ServerTools, dialect: ClientDialect): RequestHandler {
  return async (request, response) => {
    const wire = readWire(request, response, dialect, tools);
    tools.count(1);
    try {
      const sendError = (error: ProxyError) => sendErrorReply(response, error, dialect, wire.id);
      await runPipeline(wire, createReply(response), { ...tools, sendError });
    } finally {
      tools.count(-1);
    }
  };
}

/** A count is a side question of the client's: it costs nothing and makes no row. */
function countHandler(tools: ServerTools, dialect: ClientDialect): RequestHandler {
  return async (request, response) => {
    const wire = readWire(request, response, dialect, tools);
    try {
      response.json({ input_tokens: await countTokens(wire, tools) });
    } catch (error) {
      if (!(error instanceof ProxyError)) throw error;
      sendErrorReply(response, error, dialect, wire.id);
    }
  };
}

function modelsHandler({ settings }: ServerTools): RequestHandler {
  return (request, response) => {
    const refusal = refuseStranger(request, settings().source.clientToken);
    if (refusal === null) return replyWithModels(request, response, settings());
    sendErrorReply(response, refusal, isAnthropicClient(request) ? 'anthropic-messages' : 'openai-chat', makeRequestId());
  };
}

function readWire(request: Request, response: Response, dialect: ClientDialect, tools: ServerTools): WireRequest {
  return {
    ...beginning(request, dialect, tools),
    // An absent body leaves express's parser with nothing.
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    query: new URL(request.originalUrl, 'http://local').search,
    settings: tools.settings(),
    signal: abortOnClose(response),
  };
}

function foreignGuard(tools: ServerTools): RequestHandler {
  return (request, response, next) => {
    const refusal = refuseForeign(request, tools.settings().source.config.listen.host);
    if (refusal === null) return next();
    tools.ports.log('warn', `Refused ${request.method} ${request.path}: ${refusal.message}`);
    answer(response, refusal);
  };
}

/** A stranger at an endpoint is a row of the log: a wrong token is the commonest fault of a new set-up. */
function tokenGuard(tools: ServerTools, dialect: ClientDialect): RequestHandler {
  return (request, response, next) => {
    const refusal = refuseStranger(request, tools.settings().source.clientToken);
    if (refusal === null) return next();
    refuseExchange(tools, request, response, dialect, refusal);
  };
}

/** Ends an exchange that was refused before the pipeline, with its row. */
function refuseExchange(
  tools: ServerTools,
  request: Request,
  response: Response,
  dialect: ClientDialect,
  refusal: ProxyError,
): void {
  const begun = beginning(request, dialect, tools);
  createRecorder(tools, begun).finish({ outcome: 'failed', status: refusal.status, error: refusal.message });
  sendErrorReply(response, refusal, dialect, begun.id);
}

function errorHandler(tools: ServerTools): ErrorRequestHandler {
  return (error: { type?: string; status?: number; message?: string }, request, response, next) => {
    if (response.headersSent) return next(error);
    const dialect = endpoints.find(({ path }) => path === request.path)?.dialect;
    const refusal = explainBodyError(error);
    if (refusal.status >= 500)
      tools.ports.log('error', `${request.method} ${request.path} failed: ${error.message ?? 'unknown error'}`);
    if (dialect) refuseExchange(tools, request, response, dialect, refusal);
    else answer(response, refusal);
  };
}

function explainBodyError(error: { type?: string; status?: number; message?: string }): ProxyError {
  const refuse = (status: number, type: ProxyError['type'], message: string) =>
    new ProxyError({ status, type, message, clientShouldRetry: false });
  if (error.type === 'entity.too.large') {
    return refuse(
      413,
      'request_too_large',
      'The request body is larger than 64 MB. Compact the conversation or send less at once.',
    );
  }
  if (error.status !== undefined && error.status >= 400 && error.status < 500) {
    return refuse(400, 'invalid_request_error', `The request body could not be read: ${error.message ?? 'unknown error'}.`);
  }
  return refuse(500, 'api_error', 'Switchyard failed before it could read the request. The log has more.');
}

function beginning(request: Request, clientDialect: ClientDialect, tools: ServerTools) {
  return { id: makeRequestId(), startedAt: tools.ports.now(), clientDialect, headers: request.headers };
}

function notFound(request: Request): ProxyError {
  const known = endpoints.map(({ path }) => `POST ${path}`).join(', ');
  return new ProxyError({
    status: 404,
    type: 'not_found_error',
    message: `There is no ${request.method} ${request.path} here. Switchyard answers: ${known}, GET /v1/models, GET /health.`,
  });
}

function answer(response: Response, error: ProxyError): void {
  sendErrorReply(response, error, NO_ENDPOINT_DIALECT, makeRequestId());
}
