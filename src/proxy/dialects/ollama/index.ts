import type { UpstreamDialectCodec } from '../dialect';
import { buildRequest } from './build-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

/**
 * Ollama's own API. Its other surfaces speak our clients' dialects, but take no size of context with a request, and cut
 * what does not fit (pitfall 58).
 */
export const ollamaUpstream: UpstreamDialectCodec = {
  path: () => '/api/chat',
  framing: 'ndjson',
  headers: {},
  buildRequest,
  parseResponse,
  createStreamParser,
};
