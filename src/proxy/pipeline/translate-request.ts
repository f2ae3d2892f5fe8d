import type { UpstreamDialectCodec } from '../dialects/dialect';
import type { Routed, Target } from './exchange';

/** The request in the upstream's dialect, as JSON text. */
export function translateRequest(routed: Routed, target: Target, codec: UpstreamDialectCodec): string {
  return JSON.stringify(codec.buildRequest(routed.request, target.model.id, { maxOutputTokens: target.model.maxOutputTokens }));
}
