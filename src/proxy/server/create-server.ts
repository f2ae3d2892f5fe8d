import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { ClientDialect } from '../../shared/model/exchange';
import { ProxyError } from '../errors/proxy-error';
import { makeRequestId } from '../pipeline/receive';
import { answerEndpoint } from './answer-endpoint';
import { endpoints, findEndpoint, pathOf } from './endpoints';
import { sendErrorReply } from './error-reply';
import { explainFailure } from './explain-failure';
import { refuseForeign, refuseStranger } from './guard';
import { isAnthropicClient, replyWithModels } from './models-reply';
import type { ServerTools } from './server-tools';

/** In which dialect a refusal is told where the path names none. */
const NO_ENDPOINT_DIALECT: ClientDialect = 'anthropic-messages';

/**
 * The HTTP face of the proxy: guards, body limit, endpoints, errors. Listening is up to the caller. What carries a model's traffic
 * goes around express, whose router would cost each request a tenth of its time (docs/performance.md).
 */
export function createServer(tools: ServerTools): RequestListener {
  const pages = createPages(tools);
  return (request, response) => {
    const foreign = refuseForeign(request, tools.settings().source.config.listen.host);
    if (foreign !== null) {
      tools.ports.log('warn', `Refused ${request.method} ${pathOf(request.url)}: ${foreign.message}`);
      return answer(response, foreign);
    }
    const endpoint = request.method === 'POST' ? findEndpoint(request.url) : undefined;
    if (endpoint === undefined) pages(request, response);
    else answerEndpoint(tools, endpoint, request, response);
  };
}

/** All but the endpoints. */
function createPages(tools: ServerTools): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', version: tools.version });
  });
  // Claude Code looks whether anybody is there at all, without a token (docs/sources.md, Claude Code).
  for (const path of ['/', '/api/hello']) app.head(path, (_request, response) => response.status(200).end());
  app.get('/v1/models', modelsHandler(tools));
  app.use((request, response) => {
    answer(response, refuseStranger(request, tools.settings().source.clientToken) ?? notFound(request));
  });
  app.use(errorHandler(tools));
  return app;
}

function modelsHandler({ settings }: ServerTools): RequestHandler {
  return (request, response) => {
    const refusal = refuseStranger(request, settings().source.clientToken);
    if (refusal === null) return replyWithModels(request, response, settings());
    sendErrorReply(response, refusal, isAnthropicClient(request) ? 'anthropic-messages' : 'openai-chat', makeRequestId());
  };
}

function errorHandler({ ports }: ServerTools): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) next(error);
    else answer(response, explainFailure(ports.log, request, error));
  };
}

function notFound(request: IncomingMessage): ProxyError {
  const known = endpoints.map(({ path }) => `POST ${path}`).join(', ');
  return new ProxyError({
    status: 404,
    type: 'not_found_error',
    message: `There is no ${request.method} ${pathOf(request.url)} here. Switchyard answers: ${known}, GET /v1/models, GET /health.`,
  });
}

function answer(response: ServerResponse, error: ProxyError): void {
  sendErrorReply(response, error, NO_ENDPOINT_DIALECT, makeRequestId());
}
