import type { Quirks } from '../../../shared/model/quirks';
import { formatInWords } from '../../canonical/format-in-words';
import { mergeFragment } from '../../canonical/merge-fragment';
import { reasoningFragment } from '../../canonical/reasoning-fragment';
import type { CanonicalTool, OutputFormat, PreparedRequest, ToolChoice, WebSearchRequest } from '../../canonical/request';
import type { BuildTarget } from '../dialect';
import { buildMessages, type WireMessage } from './build-messages';
import { closeSchema } from './close-schema';
import { fitBudget } from './fit-budget';
import { isRecord, type WireRecord } from './is-record';
import { markCache } from './mark-cache';
import { beginsWithThinking, findOpenTurn } from './open-turn';

/** A Messages request for a client that speaks another dialect. */
export function buildRequest(request: PreparedRequest, target: BuildTarget): WireRecord {
  const { quirks } = target;
  const maxTokens = chooseMaxTokens(request.maxTokens, target);
  const system = [...request.system, ...formatWords(request.output, quirks)].map((block) => ({ ...block }));
  const tools = request.tools.map(buildTool);
  // Where there is no way to switch reasoning off, it is on, whatever was asked for.
  const thinks = request.reasoning?.mode !== 'off' || (quirks.reasoning?.off ?? null) === null;
  const messages = buildMessages(request.messages, quirks, quirks.reasoningRequired && thinks);
  const stops = request.stopSequences.filter((sequence) => sequence.trim() !== '');
  markCache({ system, tools, messages }, quirks.cacheControl);
  const body = {
    model: target.model,
    max_tokens: maxTokens,
    ...(system.length > 0 && { system }),
    messages,
    ...(tools.length > 0 && { tools }),
    ...(request.toolChoice !== null && { tool_choice: buildToolChoice(request.toolChoice) }),
    ...sampling(request),
    ...(stops.length > 0 && { stop_sequences: stops }),
    ...outputFormat(request.output, quirks),
    ...(request.stream && { stream: true }),
  };
  const reasoning = fitReasoning(reasoningFragment(request.reasoning, quirks.reasoning), maxTokens, messages, quirks);
  const search = request.webSearch && quirks.webSearch ? searchFragment(quirks.webSearch, request.webSearch) : {};
  return [reasoning, search, quirks.extraBody].reduce(mergeFragment, body as WireRecord);
}

/** The fields of a request that a count of its tokens takes. */
const COUNTED = new Set(['model', 'system', 'messages', 'tools', 'tool_choice', 'thinking', 'output_config']);

/** The same request for the count_tokens endpoint. */
export function buildCountRequest(request: PreparedRequest, target: BuildTarget): WireRecord {
  return Object.fromEntries(Object.entries(buildRequest(request, target)).filter(([field]) => COUNTED.has(field)));
}

/** No server of this dialect is known to refuse it, and the field is required. */
const DEFAULT_MAX_TOKENS = 8192;

/** A client that names no limit gets the model's own. What the window leaves bounds it, down to an answer of 1,024 tokens. */
function chooseMaxTokens(wanted: number | null, { limits, inputEstimate }: BuildTarget): number {
  const left = limits.contextWindow === undefined ? Infinity : Math.max(1024, limits.contextWindow - inputEstimate);
  return Math.min(wanted ?? limits.maxOutputTokens ?? DEFAULT_MAX_TOKENS, limits.maxOutputTokens ?? Infinity, left);
}

/** OpenAI's temperatures go up to 2. Both parameters together are refused by newer models (BerriAI/litellm#15097). */
function sampling({ temperature, topP, topK }: PreparedRequest): WireRecord {
  return {
    ...(temperature !== null && { temperature: Math.min(temperature, 1) }),
    ...(topP !== null && temperature === null && { top_p: topP }),
    ...(topK !== null && { top_k: topK }),
  };
}

function buildTool({ name, description, input_schema: schema, freeform, cache_control: mark }: CanonicalTool): WireRecord {
  const text = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] };
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: freeform ? text : { type: 'object', ...schema },
    ...(mark !== undefined && { cache_control: mark }),
  };
}

function buildToolChoice({ type, name, disable_parallel_tool_use: serial }: ToolChoice): WireRecord {
  return {
    type,
    ...(type === 'tool' && { name }),
    ...(type !== 'none' && serial === true && { disable_parallel_tool_use: true }),
  };
}

function outputFormat(output: OutputFormat | null, { structuredOutput }: Quirks): WireRecord {
  if (output?.kind !== 'json-schema' || structuredOutput !== 'json-schema') return {};
  return { output_config: { format: { type: 'json_schema', schema: closeSchema(output.schema) } } };
}

/** The dialect has no switch for "any JSON", and some servers none for a schema either: then it is asked for in words. */
function formatWords(output: OutputFormat | null, { structuredOutput }: Quirks): { type: 'text'; text: string }[] {
  if (output === null || (output.kind === 'json-schema' && structuredOutput === 'json-schema')) return [];
  return [{ type: 'text', text: formatInWords(output) }];
}

/**
 * A thinking budget must fit, and a turn that goes on must have begun with thinking, which a client that hands none back
 * cannot give. Where either fails, thinking is off for this request.
 */
function fitReasoning(fragment: WireRecord, maxTokens: number, messages: WireMessage[], quirks: Quirks): WireRecord {
  const { thinking } = fragment;
  if (!isRecord(thinking) || typeof thinking.budget_tokens !== 'number') return fragment;
  const turn = findOpenTurn(messages);
  const budget = fitBudget(thinking.budget_tokens, maxTokens);
  if (budget === null || (turn !== null && !beginsWithThinking(messages[turn]?.content ?? [])))
    return quirks.reasoning?.off ?? {};
  return { ...fragment, thinking: { ...thinking, budget_tokens: budget } };
}

/** The search tool as the provider has it, with what the client asks of it. Anthropic takes one of the lists of domains only. */
function searchFragment(fragment: WireRecord, { maxUses, allowedDomains, blockedDomains }: WebSearchRequest): WireRecord {
  const asked = {
    ...(maxUses !== null && { max_uses: maxUses }),
    ...(allowedDomains.length > 0
      ? { allowed_domains: allowedDomains }
      : blockedDomains.length > 0 && { blocked_domains: blockedDomains }),
  };
  const { tools } = fragment;
  if (!Array.isArray(tools)) return fragment;
  return { ...fragment, tools: tools.map((tool) => (isSearchTool(tool) ? { ...tool, ...asked } : tool)) };
}

function isSearchTool(tool: unknown): tool is WireRecord {
  return isRecord(tool) && typeof tool.type === 'string' && tool.type.startsWith('web_search');
}
