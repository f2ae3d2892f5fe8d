import type { UpstreamDialectCodec } from '../dialect';
import { buildRequest } from './build-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

/** OpenAI's Chat Completions API, as upstreams speak it. */
export const openaiChat: UpstreamDialectCodec = {
  path: '/chat/completions',
  buildRequest,
  parseResponse,
  createStreamParser,
};
