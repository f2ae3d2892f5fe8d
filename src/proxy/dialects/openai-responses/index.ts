import type { ClientDialectCodec, PassthroughCodec, UpstreamDialectCodec } from '../dialect';
import { buildOpenaiError as buildError } from '../openai-error';
import { buildRequest } from './build-request';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { parseRequest } from './parse-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';
import { createPassthroughReader, readResponse } from './read-passthrough';

/** OpenAI's Responses API as clients speak it to us. */
export const openaiResponses: ClientDialectCodec = { parseRequest, buildResponse, createStreamBuilder, buildError };

/** OpenAI's Responses API as upstreams speak it. */
export const openaiResponsesUpstream: UpstreamDialectCodec = {
  path: () => '/responses',
  framing: 'sse',
  headers: {},
  buildRequest,
  parseResponse,
  createStreamParser,
};

/** OpenAI's Responses API where the upstream speaks it too. */
export const openaiResponsesPassthrough: PassthroughCodec = {
  path: '/responses',
  namesRecords: true,
  createReader: createPassthroughReader,
  readResponse,
};
