import type { BodyFragment } from '../../shared/model/quirks';
import { mergeFragment } from '../canonical/merge-fragment';
import { prepareRequest } from '../canonical/prepare-request';
import type { ToolNameMap } from '../canonical/map-tool-names';
import type { ThinkingBlock } from '../canonical/request';
import type { UpstreamDialectCodec } from '../dialects/dialect';
import { answerRoom } from './answer-room';
import type { BodyEncoder } from './encode-body';
import type { Target } from './exchange';
import { nameMaker } from './name-maker';
import type { Routed } from './routed';

export interface TranslatedRequest {
  /** JSON text in the upstream's dialect. */
  body: Uint8Array;
  /** Gives the tools in the answer their client's names back. */
  names: ToolNameMap;
}

/** The request in the upstream's dialect. `inputEstimate` is our count of it in tokens; `recallReasoning` knows what led to a tool call, where the client does not say it. */
export function translateRequest(
  routed: Routed,
  target: Target,
  codec: Pick<UpstreamDialectCodec, 'buildRequest'>,
  inputEstimate: number,
  recallReasoning: (toolUseId: string) => ThinkingBlock | null,
  bodies: BodyEncoder,
): TranslatedRequest {
  const { model, quirks } = target;
  const { request, names } = prepareRequest(routed.request, {
    ...nameMaker(target),
    quirks,
    maxOutputTokens: answerRoom(target, inputEstimate),
    recallReasoning,
  });
  const limits = { contextWindow: model.contextWindow, maxOutputTokens: model.maxOutputTokens };
  const body = codec.buildRequest(request, { model: model.id, quirks, limits, inputEstimate });
  const own = target.changes?.body;
  return { body: bodies.encode(own ? mergeFragment(body as BodyFragment, own) : body, routed.body.length), names };
}
