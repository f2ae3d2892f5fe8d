import type { ReasoningSwitch, Sanitising } from '../../shared/model/quirks';
import type { CanonicalRequest, ToolChoice } from '../canonical/request';
import { isRecord, type WireRecord } from '../dialects/anthropic-messages/is-record';
import { editFields, removeMembers, type Edit } from './edit-body';
import { decideEffort, decideThinking, type ThinkingRules } from './sanitise-thinking';
import { findField, isList, isObject, listElements, listFields, textAt, type Field } from './scan-json';

/** Top-level fields of betas; those that have since become part of the API stay (docs/sources.md, Messages API). */
const BETA_FIELDS = [
  'betas',
  'billing_policy',
  'compaction',
  'context_management',
  'fallback_credit_token',
  'fallbacks',
  'mcp_servers',
  'output_format',
  'thread',
];

const SAMPLING_FIELDS = ['temperature', 'top_p', 'top_k'];

/** Clears old thinking out of the context; it is refused where thinking is off (pitfall 32). */
const CLEAR_THINKING = 'clear_thinking_20251015';

export interface FieldRules {
  model: string;
  wanted: ReadonlySet<Sanitising>;
  /** Tokens; undefined when unknown. */
  maxOutputTokens: number | undefined;
  /** As the request says it; undefined: it says nothing. */
  thinking: WireRecord | undefined;
  reasoning: ReasoningSwitch | null;
  /** Did, and will, the turn that goes on begin with thinking? null when none goes on. */
  turnBefore: boolean | null;
  turnAfter: boolean | null;
}

export interface FieldEdits {
  /** Of the whole value, by name. */
  changes: Record<string, string | null>;
  /** Within values. */
  edits: Edit[];
}

/** What changes in a request beside its system blocks, tools and messages. */
export function changeFields(body: Uint8Array, fields: Field[], request: CanonicalRequest, rules: FieldRules): FieldEdits {
  const { wanted, maxOutputTokens = Infinity } = rules;
  const changes: FieldEdits['changes'] = { model: JSON.stringify(rules.model) };
  const edits: Edit[] = [];

  const lowered = request.maxTokens !== null && request.maxTokens > maxOutputTokens;
  if (lowered) changes.max_tokens = String(maxOutputTokens);
  if (wanted.has('drop-safeguards')) changes.safeguards = null;
  if (wanted.has('drop-cache-control')) changes.cache_control = null;
  if (wanted.has('drop-betas')) for (const field of BETA_FIELDS) changes[field] = null;
  if (wanted.has('drop-sampling')) for (const field of SAMPLING_FIELDS) changes[field] = null;
  const { toolChoice } = request;
  if (wanted.has('no-forced-tool') && (toolChoice?.type === 'any' || toolChoice?.type === 'tool'))
    changes.tool_choice = freeChoice(toolChoice);

  const { thinking: wire } = rules;
  const maxTokens = lowered ? maxOutputTokens : request.maxTokens;
  const thinkingRules: ThinkingRules = { ...rules, maxTokens, lowered };
  const thinking = decideThinking(wire, request.reasoning, thinkingRules);
  if (thinking.value !== wire) changes.thinking = thinking.value === undefined ? null : JSON.stringify(thinking.value);
  if (request.reasoning?.mode === 'on' && !thinking.on && changes.context_management === undefined)
    edits.push(...dropClearThinking(body, fields, changes));

  const effort = decideEffort(request.reasoning, wire, thinking, thinkingRules);
  const output = findField(fields, 'output_config');
  if (output === undefined && typeof effort === 'string') changes.output_config = JSON.stringify({ effort });
  if (output !== undefined && isObject(body, output.value)) {
    const outputFields = listFields(body, output.value);
    const outputChanges: Record<string, string | null> = {
      ...(effort !== undefined && { effort: effort === null ? null : JSON.stringify(effort) }),
      ...(wanted.has('drop-betas') && { task_budget: null }),
    };
    // An object that would be left empty goes whole.
    const isEmptied = outputFields.length > 0 && outputFields.every(({ key }) => outputChanges[key] === null);
    if (isEmptied && typeof effort !== 'string') changes.output_config = null;
    else edits.push(...editFields(body, output.value, outputFields, outputChanges));
  }
  return { changes, edits };
}

function freeChoice({ disable_parallel_tool_use: serial }: ToolChoice): string {
  return JSON.stringify({ type: 'auto', ...(serial === true && { disable_parallel_tool_use: true }) });
}

/** Takes the edit out of context_management, or all of it where there is no other. */
function dropClearThinking(body: Uint8Array, fields: Field[], changes: FieldEdits['changes']): Edit[] {
  const management = findField(fields, 'context_management');
  if (management === undefined || !isObject(body, management.value)) return [];
  const list = findField(listFields(body, management.value), 'edits');
  if (list === undefined || !isList(body, list.value)) return [];
  const elements = listElements(body, list.value);
  const isClearing = elements.map((element) => {
    const edit: unknown = JSON.parse(textAt(body, element));
    return isRecord(edit) && edit.type === CLEAR_THINKING;
  });
  if (isClearing.every(Boolean)) {
    changes.context_management = null;
    return [];
  }
  return removeMembers(elements, (place) => isClearing[place] === true);
}
