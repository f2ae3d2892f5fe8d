import type { ReasoningSwitch, Sanitising } from '../../shared/model/quirks';
import type { CanonicalRequest } from '../canonical/request';
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

/** Clears old thinking out of the context; it is refused where thinking is off (pitfall 32). */
const CLEAR_THINKING = 'clear_thinking_20251015';

export interface FieldRules {
  model: string;
  wanted: ReadonlySet<Sanitising>;
  /** Tokens; undefined when unknown. */
  maxOutputTokens: number | undefined;
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

  const wire = readRecord(body, findField(fields, 'thinking'));
  const maxTokens = lowered ? maxOutputTokens : request.maxTokens;
  const thinkingRules: ThinkingRules = { ...rules, maxTokens, lowered };
  const thinking = decideThinking(wire, request.reasoning, thinkingRules);
  if (thinking.value !== wire) changes.thinking = thinking.value === undefined ? null : JSON.stringify(thinking.value);
  if (request.reasoning?.mode === 'on' && !thinking.on && changes.context_management === undefined)
    edits.push(...dropClearThinking(body, fields, changes));

  /** Sets and removes fields within an object; one that would be left empty goes whole. */
  function changeWithin(key: string, inner: Record<string, string | null>): void {
    const field = findField(fields, key);
    if (field === undefined || !isObject(body, field.value)) return;
    const innerFields = listFields(body, field.value);
    const present = Object.fromEntries(Object.entries(inner).filter(([name]) => findField(innerFields, name) !== undefined));
    if (innerFields.length > 0 && innerFields.every((one) => present[one.key] === null)) changes[key] = null;
    else edits.push(...editFields(body, field.value, innerFields, present));
  }

  const effort = decideEffort(request.reasoning, thinking.on, thinkingRules);
  changeWithin('output_config', {
    ...(effort !== undefined && { effort: effort === null ? null : JSON.stringify(effort) }),
    ...(wanted.has('drop-betas') && { task_budget: null }),
  });
  return { changes, edits };
}

function readRecord(body: Uint8Array, field: Field | undefined): WireRecord | undefined {
  if (field === undefined || !isObject(body, field.value)) return undefined;
  return JSON.parse(textAt(body, field.value)) as WireRecord;
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
