import type { PreparedRequest } from '../../canonical/request';
import { toTokenCount } from '../../canonical/to-token-count';
import type { BuildTarget } from '../dialect';
import { buildRequest } from './build-request';
import { modelName } from './model-path';
import { toObject } from './wire';

/** A countTokens request that counts instructions and tools too; inside the wrapper the model must be named (https://ai.google.dev/api/tokens). */
export function buildCountRequest(request: PreparedRequest, target: BuildTarget): object {
  return { generateContentRequest: { model: modelName(target.model), ...buildRequest(request, target) } };
}

/** The count, in tokens; null when the answer holds none. */
export function readCount(body: unknown): number | null {
  return toTokenCount(toObject(body).totalTokens);
}
