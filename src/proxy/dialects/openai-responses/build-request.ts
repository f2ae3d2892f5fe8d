import type { BodyFragment } from '../../../shared/model/quirks';
import { formatInWords } from '../../canonical/format-in-words';
import { mergeFragment } from '../../canonical/merge-fragment';
import { reasoningFragment } from '../../canonical/reasoning-fragment';
import {
  textOf,
  type CanonicalTool,
  type OutputFormat,
  type PreparedRequest,
  type ToolChoice,
  type WebSearchRequest,
} from '../../canonical/request';
import { sitesInWords } from '../../canonical/sites-in-words';
import type { BuildTarget } from '../dialect';
import { buildInput } from './build-input';
import { objectsOf, stringOf } from './read-value';

/** OpenAI refuses less (earendil-works/pi#6265). */
const LEAST_OUTPUT_TOKENS = 16;

/** OpenAI refuses longer keys. */
const LONGEST_CACHE_KEY = 64;

/**
 * A Responses request. Nothing is left with the provider (`store: false`), so what it wants to see again of its reasoning
 * comes encrypted with the answer and goes back with the next turn. Stop sequences and top_k have no place here.
 */
export function buildRequest(request: PreparedRequest, { model, quirks }: BuildTarget): object {
  const { tools, maxTokens, output, webSearch, sessionId } = request;
  const format = output && (quirks.structuredOutput === 'json-schema' || output.kind === 'json-object' ? output : JSON_OBJECT);
  const instructions = [
    textOf(request.system),
    output && quirks.structuredOutput !== 'json-schema' ? formatInWords(output) : '',
    ...(webSearch ? sitesInWords({ ...webSearch, allowedDomains: [] }) : []),
  ].filter((text) => text !== '');

  const body: BodyFragment = {
    model,
    ...(instructions.length > 0 && { instructions: instructions.join('\n\n') }),
    input: buildInput(request.messages, quirks),
    ...(tools.length > 0 && {
      tools: tools.map((tool) => buildTool(tool, quirks.saysNotStrict)),
      ...buildToolChoice(request.toolChoice),
    }),
    ...(format && quirks.structuredOutput !== 'words' && { text: { format: buildFormat(format) } }),
    ...(maxTokens !== null && { max_output_tokens: Math.max(maxTokens, LEAST_OUTPUT_TOKENS) }),
    ...(request.temperature !== null && { temperature: request.temperature }),
    ...(request.topP !== null && { top_p: request.topP }),
    ...(quirks.promptCacheKey && sessionId !== null && { prompt_cache_key: sessionId.slice(0, LONGEST_CACHE_KEY) }),
    ...(quirks.reasoningReplay === 'state' && { include: ['reasoning.encrypted_content'] }),
    store: false,
    stream: request.stream,
  };
  const search = webSearch && quirks.webSearch ? restrictSearch(quirks.webSearch, webSearch) : {};
  return [reasoningFragment(request.reasoning, quirks.reasoning), search, quirks.extraBody].reduce(mergeFragment, body);
}

/**
 * `strict: false` in so many words, for here a tool is strict unless it says otherwise, and few schemas are fit for that.
 * A schema that names no properties is refused (openai/openai-agents-python#449), though MCP servers send such.
 */
function buildTool({ name, description, input_schema: schema }: CanonicalTool, saysNotStrict: boolean): unknown {
  return {
    type: 'function',
    name,
    ...(description !== undefined && { description }),
    parameters: { type: 'object', ...schema, properties: schema?.properties ?? {} },
    ...(saysNotStrict && { strict: false }),
  };
}

function buildToolChoice(choice: ToolChoice | null): BodyFragment {
  if (choice === null) return {};
  const parallel = choice.disable_parallel_tool_use === true ? { parallel_tool_calls: false } : {};
  switch (choice.type) {
    case 'any':
      return { tool_choice: 'required', ...parallel };
    case 'tool':
      return { tool_choice: { type: 'function', name: choice.name }, ...parallel };
    case 'none':
      return { tool_choice: 'none' };
    default:
      return { tool_choice: 'auto', ...parallel };
  }
}

const JSON_OBJECT: OutputFormat = { kind: 'json-object' };

function buildFormat(output: OutputFormat): unknown {
  if (output.kind === 'json-object') return { type: 'json_object' };
  const name = output.name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64) || 'answer';
  return { type: 'json_schema', name, schema: output.schema, strict: false };
}

/** Domains that may be searched go into the search tool; ones that may not have no field here, so they are said in words. */
function restrictSearch(fragment: BodyFragment, { allowedDomains }: WebSearchRequest): BodyFragment {
  if (allowedDomains.length === 0) return fragment;
  const filter = { filters: { allowed_domains: allowedDomains } };
  const tools = objectsOf(fragment.tools).map((tool) =>
    stringOf(tool.type).startsWith('web_search') ? mergeFragment(tool, filter) : tool,
  );
  return { ...fragment, tools };
}
