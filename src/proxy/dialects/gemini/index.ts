import type { UpstreamDialectCodec } from '../dialect';
import { buildRequest } from './build-request';
import { buildCountRequest, readCount } from './count-tokens';
import { modelPath } from './model-path';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

/** Google's generateContent API, at AI Studio and Vertex AI (https://ai.google.dev/api/generate-content). */
export const geminiUpstream: UpstreamDialectCodec = {
  path: (model, stream) => modelPath(model, stream ? 'streamGenerateContent' : 'generateContent'),
  framing: 'sse',
  headers: {},
  buildRequest,
  parseResponse,
  createStreamParser,
  count: {
    path: (model) => modelPath(model, 'countTokens'),
    buildRequest: buildCountRequest,
    read: readCount,
  },
};
