import type { Quirks } from '../../../shared/model/quirks';
import { mergeFragment } from '../../canonical/merge-fragment';
import { reasoningFragment } from '../../canonical/reasoning-fragment';
import type { OutputFormat, PreparedRequest } from '../../canonical/request';
import type { BuildTarget } from '../dialect';
import { buildMessages } from './build-messages';
import { buildTools } from './build-tools';

/** OpenAI refuses more. */
const STOP_LIMIT = 4;

/** OpenAI refuses longer keys. In characters. */
const CACHE_KEY_LIMIT = 64;

/** A chat completion request. Fields that have no place here (top_k, betas, metadata) are left out. */
export function buildRequest(request: PreparedRequest, { model, quirks }: BuildTarget): object {
  const { maxTokens, temperature, topP, stopSequences, stream, sessionId, output, webSearch } = request;
  const body = {
    model,
    messages: buildMessages(request, quirks),
    ...(maxTokens !== null && { [quirks.maxTokensField]: maxTokens }),
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(stopSequences.length > 0 && { stop: stopSequences.slice(0, STOP_LIMIT) }),
    ...buildTools(request, quirks),
    ...(output !== null && buildFormat(output, quirks)),
    ...(quirks.promptCacheKey && sessionId !== null && { prompt_cache_key: sessionId.slice(0, CACHE_KEY_LIMIT) }),
    stream,
    // Without include_usage the stream ends without figures, and the turn would cost "unknown".
    ...(stream && quirks.asksForUsage && { stream_options: { include_usage: true } }),
  };
  const fragments = [
    reasoningFragment(request.reasoning, quirks.reasoning),
    quirks.extraBody,
    (webSearch && quirks.webSearch) ?? {},
  ];
  return fragments.reduce(mergeFragment, body);
}

function buildFormat(output: OutputFormat, { structuredOutput }: Quirks): Record<string, unknown> {
  if (structuredOutput === 'words') return {};
  if (structuredOutput === 'json-object' || output.kind === 'json-object') return { response_format: { type: 'json_object' } };
  const name = output.name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64) || 'answer';
  return { response_format: { type: 'json_schema', json_schema: { name, schema: output.schema } } };
}
