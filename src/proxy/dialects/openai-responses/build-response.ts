import type { AnswerBlock, BlockEvent, CanonicalResponse } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';
import { buildResponseObject } from './build-response-object';
import { createOutputWriter } from './output-writer';

/** A whole answer as a response object; its items are made as those of a stream are. */
export function buildResponse(response: CanonicalResponse, labels: AnswerLabels): unknown {
  const writer = createOutputWriter(labels);
  response.blocks.flatMap(toEvents).forEach((event) => writer.block(event));
  writer.finish();
  const { stopReason, usage } = response;
  return buildResponseObject(labels, { output: writer.output(), stopReason, usage });
}

function toEvents(block: AnswerBlock, index: number): BlockEvent[] {
  const text =
    block.type === 'text' ? block.text : block.type === 'thinking' ? block.thinking : block.type === 'tool_use' ? block.json : '';
  return [
    { type: 'block-start', index, block },
    ...(text === '' ? [] : [{ type: 'block-delta' as const, index, text }]),
    ...(block.type === 'thinking' ? [{ type: 'block-signature' as const, index, signature: block.signature }] : []),
    { type: 'block-stop', index },
  ];
}
