import type { ClientDialectCodec, PassthroughCodec } from '../dialect';
import { buildError } from './build-error';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { parseRequest } from './parse-request';
import { createPassthroughReader, readResponse } from './read-passthrough';

/** Anthropic's Messages API as clients speak it to us. */
export const anthropicMessages: ClientDialectCodec = { parseRequest, buildResponse, createStreamBuilder, buildError };

/** Anthropic's Messages API where the upstream speaks it too. */
export const anthropicMessagesPassthrough: PassthroughCodec = {
  path: '/v1/messages',
  createReader: createPassthroughReader,
  readResponse,
};
