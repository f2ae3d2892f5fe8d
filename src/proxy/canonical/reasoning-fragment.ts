import { Effort, type BodyFragment, type ReasoningSwitch } from '../../shared/model/quirks';
import { mergeFragment } from './merge-fragment';
import type { Reasoning } from './request';

const LEVELS = Effort.options;

/**
 * The fields of the body that tell a model how much to think: one coherent control or none (pitfall 26). `reasoning` is
 * what the client asked for; null leaves the provider's default.
 */
export function reasoningFragment(reasoning: Reasoning | null, control: ReasoningSwitch | null): BodyFragment {
  if (reasoning === null || control === null) return {};
  if (reasoning.mode === 'off') return control.off ?? {};
  const { budget } = control;
  if (budget !== null && reasoning.budgetTokens !== null) {
    const tokens = Math.min(Math.max(reasoning.budgetTokens, budget.min), budget.max ?? Infinity);
    return mergeFragment(control.on, atPath(budget.path, tokens));
  }
  const effort = reasoning.effort ?? (reasoning.budgetTokens === null ? null : effortOfBudget(reasoning.budgetTokens));
  return (effort !== null && nearestLevel(effort, control.effort)) || control.on;
}

/** The level itself, or the next one down that the model has, or else the next one up. */
function nearestLevel(effort: Effort, levels: ReasoningSwitch['effort']): BodyFragment | null {
  const place = LEVELS.indexOf(effort);
  const down = LEVELS.slice(0, place + 1).reverse();
  const found = [...down, ...LEVELS.slice(place + 1)].find((level) => levels[level] !== undefined);
  return found === undefined ? null : (levels[found] ?? null);
}

/** Claude Code asks for 31,999 thinking tokens where it just means "think" (docs/sources.md, Claude Code). */
export function effortOfBudget(tokens: number): Effort {
  if (tokens < 4_096) return 'low';
  return tokens < 16_384 ? 'medium' : 'high';
}

function atPath(path: string, value: unknown): BodyFragment {
  const [field = '', ...rest] = path.split('.');
  return { [field]: rest.length === 0 ? value : atPath(rest.join('.'), value) };
}
