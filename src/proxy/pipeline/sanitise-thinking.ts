import type { ReasoningSwitch, Sanitising } from '../../shared/model/quirks';
import { reasoningFragment } from '../canonical/reasoning-fragment';
import type { Reasoning } from '../canonical/request';
import { fitBudget } from '../dialects/anthropic-messages/fit-budget';
import { isRecord, type WireRecord } from '../dialects/anthropic-messages/is-record';

export interface ThinkingRules {
  wanted: ReadonlySet<Sanitising>;
  /** How this model is told to think. */
  reasoning: ReasoningSwitch | null;
  /** Tokens, as they will be sent; null when the request names none. */
  maxTokens: number | null;
  /** They are fewer than the client asked for. */
  lowered: boolean;
  /** Does the turn that goes on begin with thinking? null when none goes on. */
  turnBefore: boolean | null;
  turnAfter: boolean | null;
}

export interface Thinking {
  /** The value of `thinking` to send; undefined: none. */
  value: WireRecord | undefined;
  /** On where it is, and not only for want of a word. */
  on: boolean;
}

const OFF: WireRecord = { type: 'disabled' };

/** Decides what `thinking` a request goes out with; the same object where it stays as it is. */
export function decideThinking(wire: WireRecord | undefined, reasoning: Reasoning | null, rules: ThinkingRules): Thinking {
  const { wanted } = rules;
  const restated = wanted.has('restate-thinking') ? restate(wire, reasoning, rules.reasoning) : wire;
  let value = fitThinking(restated, restated !== wire, rules);
  if (wire === undefined && wanted.has('thinking-off-when-absent')) value = OFF;
  // How thinking is shown came with a beta.
  if (value !== undefined && 'display' in value && wanted.has('drop-betas')) {
    const { display: _gone, ...rest } = value;
    value = rest;
  }
  return { value, on: value !== undefined && value.type !== 'disabled' };
}

/** Thinking in the target's words where the client's are of another kind; what is shown of it stays. */
function restate(
  wire: WireRecord | undefined,
  reasoning: Reasoning | null,
  control: ReasoningSwitch | null,
): WireRecord | undefined {
  if (wire === undefined || control === null || isTaken(wire.type, control)) return wire;
  const { thinking } = reasoningFragment(reasoning, control);
  if (!isRecord(thinking)) return undefined;
  return { ...thinking, ...(thinking.type !== 'disabled' && 'display' in wire && { display: wire.display }) };
}

/** True for a kind of thinking that the model is known to take: what it takes stays as the client says it. */
function isTaken(kind: unknown, { off, on, effort, alsoTakes = [] }: ReasoningSwitch): boolean {
  const kinds = [off ?? {}, on, ...Object.values(effort)].map(({ thinking }) => (isRecord(thinking) ? thinking.type : null));
  return typeof kind === 'string' && [...kinds, ...alsoTakes].includes(kind);
}

/**
 * Whether the server will think, as far as the request and its habits tell: by default it does, and a switch that does not
 * exist cannot keep it from that.
 */
export function willThink(
  wire: WireRecord | undefined,
  control: ReasoningSwitch | null,
  wanted: ReadonlySet<Sanitising>,
): boolean {
  if (wire === undefined) return !wanted.has('thinking-off-when-absent');
  return wire.type !== 'disabled' || (control?.off ?? null) === null;
}

/** A budget must fit below a limit that we lowered, and the turn that goes on must have begun with thinking (pitfall 31). */
function fitThinking(value: WireRecord | undefined, restated: boolean, rules: ThinkingRules): WireRecord | undefined {
  if (value?.type !== 'enabled') return value;
  const { maxTokens, lowered, turnBefore, turnAfter } = rules;
  if (turnAfter === false && (restated || turnBefore === true)) return OFF;
  const { budget_tokens: budget } = value;
  if (!(lowered || restated) || maxTokens === null || typeof budget !== 'number') return value;
  const fitted = fitBudget(budget, maxTokens);
  if (fitted === null) return OFF;
  return fitted === budget ? value : { ...value, budget_tokens: fitted };
}

/**
 * What becomes of `output_config.effort`: null takes it away, undefined leaves it. A model that cannot be kept from thinking
 * is told to think little where the client forbids it and names no effort of its own.
 */
export function decideEffort(
  reasoning: Reasoning | null,
  wire: WireRecord | undefined,
  { value, on }: Thinking,
  rules: ThinkingRules,
): string | null | undefined {
  const { wanted, reasoning: control } = rules;
  if (!on && wanted.has('no-effort-without-thinking')) return null;
  if (!wanted.has('restate-thinking') || control === null) return undefined;
  if (reasoning?.effort == null) {
    const isForbidden = wire?.type === 'disabled' && value === undefined;
    return isForbidden ? effortIn(control.off ?? {}) : undefined;
  }
  if (!Object.values(control.effort).some((fragment) => effortIn(fragment) !== undefined)) return null;
  return effortIn(reasoningFragment({ ...reasoning, mode: 'on', budgetTokens: null }, control)) ?? null;
}

function effortIn({ output_config: config }: WireRecord): string | undefined {
  return isRecord(config) && typeof config.effort === 'string' ? config.effort : undefined;
}
