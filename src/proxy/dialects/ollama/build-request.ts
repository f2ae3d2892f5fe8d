import type { BodyFragment } from '../../../shared/model/quirks';
import { mergeFragment } from '../../canonical/merge-fragment';
import { reasoningFragment } from '../../canonical/reasoning-fragment';
import type { CanonicalTool, PreparedRequest } from '../../canonical/request';
import type { BuildTarget } from '../dialect';
import { buildMessages } from './build-messages';
import { chooseContextSize } from './choose-context-size';

/** A request for /api/chat. How long the model stays loaded (keep_alive) is the server's or the user's choice. */
export function buildRequest(request: PreparedRequest, target: BuildTarget): object {
  const { quirks } = target;
  const tools = offeredTools(request);
  const body: BodyFragment = {
    model: target.model,
    messages: buildMessages(request, quirks),
    // Left out means true.
    stream: request.stream,
    // By default a prompt that is too long loses its oldest messages, or a part of its middle, and nobody is told; with both
    // off it is refused, and the client can shorten the conversation itself (pitfalls 55 and 58).
    truncate: false,
    shift: false,
    options: buildOptions(request, target),
    ...(tools.length > 0 && { tools: tools.map(buildTool) }),
    ...buildFormat(request, target),
  };
  const webSearch = request.webSearch === null ? null : quirks.webSearch;
  const reasoning = reasoningFragment(request.reasoning, quirks.reasoning);
  return [reasoning, webSearch ?? {}, quirks.extraBody].reduce((whole, fragment) => mergeFragment(whole, fragment), body);
}

function buildOptions(request: PreparedRequest, target: BuildTarget): BodyFragment {
  return {
    num_ctx: chooseContextSize(target, request.maxTokens),
    ...(request.maxTokens !== null && { num_predict: request.maxTokens }),
    ...(request.temperature !== null && { temperature: request.temperature }),
    ...(request.topP !== null && { top_p: request.topP }),
    ...(request.topK !== null && { top_k: request.topK }),
    ...(request.stopSequences.length > 0 && { stop: request.stopSequences }),
  };
}

/** There is no field to force a tool: one that must be called is the only one that is offered, and build-demands.ts says so. */
function offeredTools({ tools, toolChoice }: PreparedRequest): CanonicalTool[] {
  if (toolChoice?.type === 'none') return [];
  return toolChoice?.type === 'tool' ? tools.filter(({ name }) => name === toolChoice.name) : tools;
}

function buildTool({ name, description, input_schema: schema, freeform }: CanonicalTool): unknown {
  const parameters = freeform ? FREEFORM : { type: 'object', properties: {}, ...schema };
  return { type: 'function', function: { name, ...(description !== undefined && { description }), parameters } };
}

const FREEFORM = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] };

function buildFormat({ output }: PreparedRequest, { quirks }: BuildTarget): { format?: unknown } {
  if (output === null || quirks.structuredOutput === 'words') return {};
  return { format: output.kind === 'json-schema' && quirks.structuredOutput === 'json-schema' ? output.schema : 'json' };
}
