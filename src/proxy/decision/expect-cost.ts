import type { NanoDollars } from '../../shared/model/money';
import type { Scenario } from '../../shared/model/scenario';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import type { Target } from '../pipeline/exchange';
import type { Question } from './deliberation';
import { nameTarget } from './find-target';

/**
 * What a request will cost at a target, about, in nano-dollars; null where its price is not known. Our count of the input, at the
 * target's price: what it keeps of the conversation in its cache is cheaper than elsewhere. And an answer of the length that answers of
 * the scenario have of late, at most as long as client, rules and config allow.
 */
export function expectCost(
  { settings, summary, figures, now }: Pick<Question, 'settings' | 'summary' | 'figures' | 'now'>,
  target: Target,
  scenario: Scenario,
): NanoDollars | null {
  const { provider, model, changes } = target;
  const cacheRead = summary.lastTarget === nameTarget(target) ? Math.min(summary.cachedTokens, summary.inputTokens) : 0;
  const output = Math.min(
    Math.round(figures.answerTokens(scenario)),
    summary.maxTokens ?? Infinity,
    changes?.maxTokens ?? Infinity,
  );
  const usage = { ...UNKNOWN_USAGE, input: summary.inputTokens - cacheRead, cacheRead, output };
  return settings.prices.cost({ provider, model: model.id, usage, reportedCost: null, at: now }).total;
}
