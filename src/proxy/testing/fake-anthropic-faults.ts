import { findMessagesFault, type Wire } from './fake-anthropic-messages';
import { EFFORTS, readTraits, THINKING, type ModelTraits } from './fake-anthropic-models';
import { findVendorFault, isAnthropic } from './fake-anthropic-vendors';
import type { FakeVendor } from './fake-rules';

const FIELDS = [
  'model',
  'messages',
  'max_tokens',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'stop_sequences',
  'stream',
  'metadata',
  'service_tier',
  'speed',
  'cache_control',
  'container',
  'inference_geo',
  'diagnostics',
  'temperature',
  'top_p',
  'top_k',
];

/** Only with a header anthropic-beta; other servers pass over them. */
const BETA_FIELDS = [
  'billing_policy',
  'compaction',
  'context_management',
  'fallback_credit_token',
  'fallbacks',
  'mcp_servers',
  'output_format',
  'safeguards',
  'thread',
];

const COUNT_FIELDS = [
  'model',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'cache_control',
  'speed',
];

/** What is wrong with a request, in about Anthropic's words (docs/sources.md, Messages API); null when nothing is. */
export function findFault(body: Wire | undefined, beta: boolean, vendor: FakeVendor): string | null {
  if (typeof body !== 'object' || body === null) return 'The request body is not valid JSON';
  const known = beta || vendor !== 'plain' ? [...FIELDS, ...BETA_FIELDS] : FIELDS;
  const unknown = Object.keys(body).find((field) => !known.includes(field));
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`;
  if (typeof body.model !== 'string') return 'model: Field required';
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1) return 'max_tokens: Field required';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'messages: at least one message is required';
  const traits = readTraits(body.model);
  return (
    findLimitFault(body, traits) ??
    findSamplingFault(body, traits) ??
    findSystemFault(body) ??
    findToolsFault(body, traits) ??
    findThinkingFault(body, traits, isAnthropic(vendor)) ??
    findOutputFault(body, traits) ??
    findMarkFault(body) ??
    findVendorFault(body, vendor) ??
    findMessagesFault(body, isAnthropic(vendor))
  );
}

/** The same for the count_tokens endpoint, as far as fields go. */
export function isCountable(body: Wire | undefined): boolean {
  return (
    typeof body?.model === 'string' &&
    Array.isArray(body.messages) &&
    Object.keys(body).every((field) => COUNT_FIELDS.includes(field))
  );
}

function findLimitFault({ model, max_tokens: tokens }: Wire, { maxTokens }: ModelTraits): string | null {
  return tokens > maxTokens
    ? `max_tokens: ${tokens} > ${maxTokens}, which is the maximum allowed number of output tokens for ${model}`
    : null;
}

function findSamplingFault(body: Wire, { sampling }: ModelTraits): string | null {
  const { temperature, top_p: topP, top_k: topK, thinking, stop_sequences: stops } = body;
  if (stops?.some((stop: string) => stop.trim() === '')) return 'stop_sequences: each stop sequence must contain non-whitespace';
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 1)) return 'temperature: range: 0..1';
  if (!sampling) {
    const refused = Object.entries({ temperature, top_p: topP, top_k: topK }).find(
      ([, value]) => value !== undefined && value !== 1,
    );
    if (refused) return `\`${refused[0]}\` is deprecated for this model.`;
  }
  if (temperature !== undefined && topP !== undefined)
    return '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
  if (!isOn(thinking)) return null;
  if (temperature !== undefined && temperature !== 1) return '`temperature` may only be set to 1 when thinking is enabled.';
  if (topK !== undefined) return '`top_k` must be unset when thinking is enabled.';
  if (topP !== undefined && topP < 0.95)
    return '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.';
  return null;
}

function isOn(thinking: Wire | undefined): boolean {
  return thinking !== undefined && thinking.type !== 'disabled';
}

function findSystemFault({ system }: Wire): string | null {
  if (system === undefined || typeof system === 'string') return null;
  if (!Array.isArray(system)) return 'system: Input should be a valid list';
  if (system.some((block: Wire) => block.type !== 'text')) return "system.0.type: Input should be 'text'";
  return system.some((block: Wire) => !block.text) ? 'system: text content blocks must be non-empty' : null;
}

const TOOL_FIELDS = [
  'type',
  'name',
  'description',
  'input_schema',
  'cache_control',
  'strict',
  'defer_loading',
  'eager_input_streaming',
  'input_examples',
  'allowed_callers',
];

function findToolsFault({ tools = [], tool_choice: choice, thinking }: Wire, { forcedChoice }: ModelTraits): string | null {
  for (const [place, tool] of (tools as Wire[]).entries()) {
    if (tool.type !== undefined && tool.type !== null && tool.type !== 'custom') {
      if (/^(web_search|web_fetch|code_execution|bash|text_editor|memory|tool_search_tool)_/.test(tool.type)) continue;
      return `tools.${place}: Input tag '${tool.type}' found using 'type' does not match any of the expected tags`;
    }
    const extra = Object.keys(tool).find((field) => !TOOL_FIELDS.includes(field));
    if (extra !== undefined) return `tools.${place}.custom.${extra}: Extra inputs are not permitted`;
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name))
      return `tools.${place}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`;
    if (typeof tool.input_schema !== 'object') return `tools.${place}.custom.input_schema: Field required`;
    if (tool.input_schema.type !== 'object') return `tools.${place}.custom.input_schema.type: Field required`;
  }
  const names = (tools as Wire[]).map(({ name }) => name as string);
  if (new Set(names).size < names.length) return 'tools: Tool names must be unique.';
  if (choice === undefined) return null;
  if (tools.length === 0) return 'tool_choice: may only be specified while providing tools';
  if (choice.type === 'tool' && !names.includes(choice.name)) return `Tool '${choice.name}' not found in provided tools`;
  if (!['any', 'tool'].includes(choice.type)) return null;
  if (!forcedChoice) return 'tool_choice: forcing tool use is not supported for this model.';
  return isOn(thinking) ? 'Thinking may not be enabled when tool_choice forces tool use.' : null;
}

function findThinkingFault(body: Wire, { thinking: kinds }: ModelTraits, needsBudget: boolean): string | null {
  const { thinking, context_management: management, max_tokens: tokens } = body;
  const clears = management?.edits?.some(({ type }: Wire) => type === 'clear_thinking_20251015');
  if (clears && !['enabled', 'adaptive'].includes(thinking?.type))
    return '`clear_thinking_20251015` strategy requires `thinking` to be enabled or adaptive';
  if (thinking === undefined) return null;
  if (thinking.type === undefined) return 'thinking: Unable to extract tag using discriminator type';
  if (!THINKING.includes(thinking.type))
    return `thinking: Input tag '${thinking.type}' found using 'type' does not match any of the expected tags`;
  if (!kinds.includes(thinking.type)) {
    if (thinking.type === 'adaptive') return 'adaptive thinking is not supported on this model';
    const advice = ' Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
    return `"thinking.type.${thinking.type}" is not supported for this model.${kinds.includes('adaptive') ? advice : ''}`;
  }
  if (thinking.type !== 'enabled' || (thinking.budget_tokens === undefined && !needsBudget)) return null;
  if (!(thinking.budget_tokens >= 1024)) return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024';
  return thinking.budget_tokens < tokens ? null : '`max_tokens` must be greater than `thinking.budget_tokens`.';
}

function findOutputFault({ output_config: config }: Wire, traits: ModelTraits): string | null {
  if (config === undefined) return null;
  const extra = Object.keys(config).find((field) => !['effort', 'format', 'task_budget'].includes(field));
  if (extra !== undefined) return `output_config.${extra}: Extra inputs are not permitted`;
  if (config.effort !== undefined) {
    if (traits.effort.length === 0) return 'This model does not support the effort parameter.';
    if (!EFFORTS.includes(config.effort))
      return "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'";
    if (!traits.effort.includes(config.effort))
      return `This model does not support effort level '${config.effort}'. Supported levels: ${traits.effort.join(', ')}.`;
  }
  if (config.format === undefined) return null;
  if (config.format.type !== 'json_schema') return "output_config.format.type: Input should be 'json_schema'";
  return isClosed(config.format.schema)
    ? null
    : "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false";
}

/** Everywhere that a schema can stand, an object must be closed; a property may be named as it likes. */
function isClosed(schema: Wire): boolean {
  if (schema.type === 'object' && schema.additionalProperties !== false) return false;
  const nested = [
    ...Object.values((schema.properties ?? {}) as Wire),
    ...Object.values((schema.$defs ?? {}) as Wire),
    ...((schema.anyOf ?? schema.allOf ?? []) as Wire[]),
    ...(schema.items ? [schema.items as Wire] : []),
  ];
  return nested.every((one) => isClosed(one as Wire));
}

function findMarkFault(body: Wire): string | null {
  let found = 0;
  JSON.stringify(body, (key, value: unknown) => {
    if (key === 'cache_control' && value !== null && value !== undefined) found += 1;
    return key === 'input' || key === 'input_schema' ? undefined : value;
  });
  return found > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${found}.` : null;
}
