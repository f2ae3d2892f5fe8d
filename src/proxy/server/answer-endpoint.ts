import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Request, type Response } from 'express';
import type { ClientDialect } from '../../shared/model/exchange';
import { ProxyError } from '../errors/proxy-error';
import { countTokens } from '../pipeline/count-tokens';
import { makeRequestId, type WireRequest } from '../pipeline/receive';
import { createRecorder } from '../pipeline/record';
import { runPipeline } from '../pipeline/run-pipeline';
import type { Endpoint } from './endpoints';
import { sendErrorReply } from './error-reply';
import { explainFailure } from './explain-failure';
import { refuseStranger } from './guard';
import { abortOnClose, createReply } from './reply';
import type { ServerTools } from './server-tools';

const readBody = express.raw({ type: () => true, limit: '64mb' });

/** Answers a request to an endpoint that the guard against foreigners has let through. */
export function answerEndpoint(
  tools: ServerTools,
  { dialect, purpose }: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // A stranger at an endpoint is a row of the log: a wrong token is the commonest fault of a new set-up.
  const stranger = refuseStranger(request, tools.settings().source.clientToken);
  if (stranger !== null) return refuseExchange(tools, request, response, dialect, stranger);
  const fail = (error: unknown) => {
    if (response.headersSent) response.destroy();
    else refuseExchange(tools, request, response, dialect, explainFailure(tools.ports.log, request, error));
  };
  readBody(request as Request, response as Response, (error?: unknown) => {
    if (error) return fail(error);
    const respond = purpose === 'answer' ? answerExchange : answerCount;
    respond(tools, readWire(request as Request, response, dialect, tools), response).catch(fail);
  });
}

async function answerExchange(tools: ServerTools, wire: WireRequest, response: ServerResponse): Promise<void> {
  tools.count(1);
  try {
    const sendError = (error: ProxyError) => sendErrorReply(response, error, wire.clientDialect, wire.id);
    await runPipeline(wire, createReply(response), { ...tools, sendError });
  } finally {
    tools.count(-1);
  }
}

/** A count is a side question of the client's: it costs nothing and makes no row. */
async function answerCount(tools: ServerTools, wire: WireRequest, response: ServerResponse): Promise<void> {
  try {
    const tokens = await countTokens(wire, tools);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ input_tokens: tokens }));
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    sendErrorReply(response, error, wire.clientDialect, wire.id);
  }
}

function readWire(request: Request, response: ServerResponse, dialect: ClientDialect, tools: ServerTools): WireRequest {
  const { url } = request;
  return {
    ...beginning(request, dialect, tools),
    // An absent body leaves express's reader with nothing.
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    query: url.includes('?') ? url.slice(url.indexOf('?')) : '',
    signal: abortOnClose(response),
  };
}

/** Ends an exchange that was refused before the pipeline, with its row. */
function refuseExchange(
  tools: ServerTools,
  request: IncomingMessage,
  response: ServerResponse,
  dialect: ClientDialect,
  refusal: ProxyError,
): void {
  const begun = beginning(request, dialect, tools);
  createRecorder(tools, begun).finish({ outcome: 'failed', status: refusal.status, error: refusal.message });
  sendErrorReply(response, refusal, dialect, begun.id);
}

function beginning({ headers }: IncomingMessage, clientDialect: ClientDialect, { ports, settings }: ServerTools) {
  return { id: makeRequestId(), startedAt: ports.now(), clientDialect, headers, settings: settings() };
}
