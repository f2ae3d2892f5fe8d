import type { Outcome, Rewrite } from '../../../shared/config/rule-config';
import { endSentence } from '../../../shared/end-sentence';
import type { Scenario } from '../../../shared/model/scenario';
import { formatTokens } from '../format-tokens';

/** Where a rule sends a request. */
export type RuleAction =
  | { kind: 'route'; route: Scenario }
  | { kind: 'targets'; targets: NonNullable<Outcome['targets']> }
  /** It is refused with the message of the rule of this name. */
  | { kind: 'block'; message: string; rule: string };

/** What the rule of this name does with a request, as a sentence. */
export function tellAction(name: string, action: RuleAction): string {
  switch (action.kind) {
    case 'route':
      return `"${name}" sends it to the route ${action.route}.`;
    case 'targets':
      return `"${name}" sends it to ${action.targets.map(({ target }) => target).join(', then ')}.`;
    case 'block':
      return `"${name}" refuses it: ${endSentence(action.message)}`;
  }
}

/** What the rule of this name changes in a request, as a sentence. */
export function tellChanges(name: string, { model, effort, maxTokens }: Rewrite): string {
  const parts = [
    model !== undefined && `its model to ${model}`,
    effort !== undefined && `its effort to ${effort}`,
    maxTokens !== undefined && `its room for the answer to ${formatTokens(maxTokens)} tokens`,
  ].filter((part) => part !== false);
  return `"${name}" changes ${parts.join(' and ')}.`;
}
