import type { ClientDialectCodec, PassthroughCodec, UpstreamDialectCodec } from '../dialect';
import { toTokenCount } from '../../canonical/to-token-count';
import { buildError } from './build-error';
import { buildCountRequest, buildRequest } from './build-request';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { isRecord } from './is-record';
import { parseRequest } from './parse-request';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';
import { createPassthroughReader, readResponse } from './read-passthrough';

const PATH = '/v1/messages';
const COUNT_PATH = '/v1/messages/count_tokens';

/** Anthropic's Messages API as clients speak it to us. */
export const anthropicMessages: ClientDialectCodec = { parseRequest, buildResponse, createStreamBuilder, buildError };

/** Anthropic's Messages API as we speak it for clients of other dialects. */
export const anthropicMessagesUpstream: UpstreamDialectCodec = {
  path: () => PATH,
  framing: 'sse',
  headers: { 'anthropic-version': '2023-06-01' },
  buildRequest,
  parseResponse,
  createStreamParser,
  count: {
    path: () => COUNT_PATH,
    buildRequest: buildCountRequest,
    read: (body) => toTokenCount(isRecord(body) ? body.input_tokens : null),
  },
};

/** Anthropic's Messages API where the upstream speaks it too. */
export const anthropicMessagesPassthrough: PassthroughCodec = {
  path: PATH,
  countPath: COUNT_PATH,
  namesRecords: true,
  createReader: createPassthroughReader,
  readResponse,
};
