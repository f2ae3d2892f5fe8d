import type { CanonicalRequest, CanonicalTool, ToolChoice } from '../../canonical/request';
import type { ModelLimits } from '../dialect';
import { buildMessages } from './build-messages';

/** A chat completion request. Fields that have no place here (cache marks, betas, metadata) are left out. */
export function buildRequest(request: CanonicalRequest, model: string, limits: ModelLimits): unknown {
  const tools = request.tools.filter(isClientTool);
  return {
    model,
    messages: buildMessages(request),
    ...(request.maxTokens !== null && { max_tokens: Math.min(request.maxTokens, limits.maxOutputTokens ?? Infinity) }),
    ...(request.temperature !== null && { temperature: request.temperature }),
    ...(request.topP !== null && { top_p: request.topP }),
    ...(request.stopSequences.length > 0 && { stop: request.stopSequences }),
    ...(tools.length > 0 && { tools: tools.map(buildTool), ...buildToolChoice(request.toolChoice) }),
    ...(request.outputSchema && {
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: request.outputSchema } },
    }),
    // Without include_usage the stream ends without figures, and the turn would cost "unknown".
    ...(request.stream ? { stream: true, stream_options: { include_usage: true } } : { stream: false }),
  };
}

/** Server tools (web_search_…) run at Anthropic only; the placeholder stands for tools that are not loaded. */
function isClientTool(tool: CanonicalTool): boolean {
  return (tool.type === undefined || tool.type === null || tool.type === 'custom') && tool.name !== 'DeferredToolPlaceholder';
}

function buildTool(tool: CanonicalTool): unknown {
  return {
    type: 'function',
    function: {
      name: tool.name,
      ...(tool.description !== undefined && { description: tool.description }),
      parameters: tool.input_schema ?? { type: 'object', properties: {} },
    },
  };
}

function buildToolChoice(choice: ToolChoice | null): Record<string, unknown> {
  if (choice === null) return {};
  const parallel = choice.disable_parallel_tool_use === true ? { parallel_tool_calls: false } : {};
  switch (choice.type) {
    case 'any':
      return { tool_choice: 'required', ...parallel };
    case 'tool':
      return { tool_choice: { type: 'function', function: { name: choice.name } }, ...parallel };
    case 'none':
      return { tool_choice: 'none' };
    default:
      return { tool_choice: 'auto', ...parallel };
  }
}
