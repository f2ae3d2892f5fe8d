import type { UpstreamEvent } from '../../canonical/response';
import type { UsageQuirks } from '../dialect';
import { isRecord } from './is-record';
import { createBlockReader } from './read-blocks';
import { readFailure } from './read-failure';
import { readStop } from './read-stop';
import { readUsage } from './read-usage';

/** Reads a whole Messages response, by the readers of the stream. Throws an Error when it holds no list of blocks. */
export function parseResponse(body: unknown, quirks?: UsageQuirks): UpstreamEvent[] {
  if (!isRecord(body)) throw new Error('the answer is not a JSON object');
  if (body.type === 'error' || (body.error !== undefined && body.error !== null)) return [readFailure(body)];
  if (!Array.isArray(body.content)) throw new Error('the answer holds no list of content blocks');
  const blocks = createBlockReader();
  return [
    ...body.content.flatMap((block, index) => [...blocks.start(index, block), ...blocks.stop(index)]),
    ...(isRecord(body.usage) ? [{ type: 'usage' as const, ...readUsage(body.usage, quirks) }] : []),
    ...readStop(body),
  ];
}
