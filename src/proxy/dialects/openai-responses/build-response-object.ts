import type { OutputFormat, Reasoning, ToolChoice } from '../../canonical/request';
import type { StopReason } from '../../canonical/response';
import type { Usage } from '../../../shared/model/usage';
import type { AnswerLabels } from '../dialect';
import { buildUsage } from './build-usage';
import { findTool } from './client-tool';
import type { Wire } from './read-value';

/** How far an answer is. */
export interface ResponseState {
  output: Wire[];
  /** null while it is being written. */
  stopReason: StopReason | null;
  usage: Usage | null;
  /** Set when it failed. */
  error?: { code: string; message: string };
}

/**
 * The response object, with every field that the official SDK's types demand. The long parts of the request, its
 * instructions and tools, are not repeated: a stream would carry them three times, and clients know what they sent.
 */
export function buildResponseObject({ requestId, model, createdAt, request }: AnswerLabels, state: ResponseState): Wire {
  const { stopReason, usage, output, error } = state;
  const incomplete = error || stopReason === null ? null : incompleteReason(stopReason);
  return {
    id: requestId.replace(/^req_/, 'resp_'),
    object: 'response',
    created_at: createdAt,
    status: error ? 'failed' : stopReason === null ? 'in_progress' : incomplete === null ? 'completed' : 'incomplete',
    background: false,
    error: error ?? null,
    incomplete_details: incomplete === null ? null : { reason: incomplete },
    instructions: null,
    max_output_tokens: request.maxTokens,
    max_tool_calls: null,
    metadata: {},
    model,
    output,
    parallel_tool_calls: request.toolChoice?.disable_parallel_tool_use !== true,
    previous_response_id: null,
    prompt_cache_key: request.sessionId,
    reasoning: { effort: effortOf(request.reasoning), summary: null },
    access_programs: null,
    safety_identifier: null,
    service_tier: tierOf(usage),
    store: false,
    temperature: request.temperature,
    text: { format: buildFormat(request.output) },
    tool_choice: buildToolChoice(request.toolChoice, request),
    tools: [],
    top_logprobs: 0,
    top_p: request.topP,
    truncation: 'disabled',
    usage: usage === null ? null : buildUsage(usage),
    user: null,
  };
}

/** OpenAI has no word for batch here, and none for a rate that is not known. */
function tierOf(usage: Usage | null): string {
  return usage?.serviceTier === 'flex' || usage?.serviceTier === 'priority' ? usage.serviceTier : 'default';
}

/** OpenAI has two words for an answer that is not whole; null: it is. */
function incompleteReason(stopReason: StopReason): string | null {
  switch (stopReason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'max_output_tokens';
    case 'refusal':
      return 'content_filter';
    default:
      return null;
  }
}

function effortOf(reasoning: Reasoning | null): string | null {
  return reasoning?.mode === 'off' ? 'none' : (reasoning?.effort ?? null);
}

function buildFormat(output: OutputFormat | null): unknown {
  if (output === null) return { type: 'text' };
  if (output.kind === 'json-object') return { type: 'json_object' };
  return { type: 'json_schema', name: output.name, schema: output.schema, strict: false };
}

function buildToolChoice(choice: ToolChoice | null, request: AnswerLabels['request']): unknown {
  if (choice?.type === 'any') return 'required';
  if (choice?.type !== 'tool') return choice?.type ?? 'auto';
  const tool = findTool(request, choice.name ?? '');
  return { type: tool?.freeform ? 'custom' : 'function', name: tool?.bareName ?? choice.name };
}
