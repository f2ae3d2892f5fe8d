import { UNKNOWN_USAGE } from '../../shared/model/usage';
import type { UsageReport } from './usage-report';
import { createStreamNormaliser, type NormaliserOptions } from './normalise-stream';
import { UpstreamFailure } from './upstream-failure';
import type { AnswerBlock, BlockEvent, CanonicalResponse, UpstreamEvent } from './response';

/**
 * Makes a whole answer of the events that a parser found in one, by the same rules as for a stream. Throws an
 * UpstreamFailure when it reports one.
 */
export function collectAnswer(events: UpstreamEvent[], options: NormaliserOptions): CanonicalResponse {
  const normaliser = createStreamNormaliser(options);
  let report: UsageReport = { usage: UNKNOWN_USAGE, reportedCost: null };
  const response: AnswerParts = {
    blocks: [],
    stopReason: 'end_turn',
    stopSequence: null,
  };
  for (const event of events) {
    if (event.type === 'failure') throw new UpstreamFailure(event.message, event.errorType);
    if (event.type === 'usage') {
      const { type: _type, ...last } = event;
      report = last;
    }
    for (const piece of normaliser.push(event)) add(response, piece);
  }
  for (const piece of normaliser.finish()) add(response, piece);
  return { ...response, ...report };
}

type AnswerParts = Omit<CanonicalResponse, keyof UsageReport>;

function add(response: AnswerParts, event: BlockEvent): void {
  const open = response.blocks.at(-1);
  switch (event.type) {
    case 'block-start':
      response.blocks.push(emptyBlock(event.block));
      break;
    case 'block-delta':
      if (open?.type === 'text') open.text += event.text;
      else if (open?.type === 'thinking') open.thinking += event.text;
      else if (open?.type === 'tool_use') open.json += event.text;
      break;
    case 'block-signature':
      if (open?.type === 'thinking') open.signature = event.signature;
      break;
    case 'finish':
      response.stopReason = event.reason;
      response.stopSequence = event.sequence;
      break;
    case 'block-stop':
      break;
  }
}

function emptyBlock(block: Extract<BlockEvent, { type: 'block-start' }>['block']): AnswerBlock {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: '' };
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'tool_use':
      return { ...block, json: '' };
    case 'web_search':
      return block;
  }
}
