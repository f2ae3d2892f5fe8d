import type { ClientDialectCodec, PassthroughCodec, UpstreamDialectCodec } from '../dialect';
import { buildOpenaiError as buildError } from '../openai-error';
import { buildRequest } from './build-request';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { parseRequest } from './parse-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';
import { createPassthroughReader, readResponse } from './read-passthrough';

const PATH = '/chat/completions';

/** OpenAI's Chat Completions API as clients speak it to us. */
export const openaiChat: ClientDialectCodec = { parseRequest, buildResponse, createStreamBuilder, buildError };

/** The same as upstreams speak it, with what each of them does differently as quirks. */
export const openaiChatUpstream: UpstreamDialectCodec = {
  path: () => PATH,
  framing: 'sse',
  headers: {},
  buildRequest,
  parseResponse,
  createStreamParser,
};

/** The same where the upstream speaks it too. */
export const openaiChatPassthrough: PassthroughCodec = { path: PATH, createReader: createPassthroughReader, readResponse };
