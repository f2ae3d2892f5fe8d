import type { Effort } from '../../shared/model/quirks';
import type { Scenario } from '../../shared/model/scenario';
import type { ImportedTarget } from './target-overrides';

/** What a rule of ours asks of a request, as far as an import writes it. */
export interface ImportedConditions {
  model?: string | string[];
  scenario?: Scenario;
  folder?: string;
  tokens?: { above?: number; below?: number };
  tools?: string;
  header?: Record<string, string>;
  effort?: Effort;
}

export interface ImportedRule {
  name: string;
  enabled?: false;
  when?: ImportedConditions;
  /** None of them may hold. */
  not?: ImportedConditions;
  then: {
    targets?: ImportedTarget[];
    models?: Record<string, ImportedTarget[]>;
    rewrite?: { effort?: Effort; maxTokens?: number };
  };
}

/** The longest name of a rule, in characters. */
const LONGEST_NAME = 80;

/** A name for a rule that no other has; `taken` gets it. */
export function nameRule(wanted: string, taken: Set<string>): string {
  const name = wanted.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME) || 'Imported rule';
  let free = name;
  for (let number = 2; taken.has(free); number++) {
    const ending = ` (${number})`;
    free = name.slice(0, LONGEST_NAME - ending.length) + ending;
  }
  taken.add(free);
  return free;
}

/** The models by which a client names its own target; Claude Code Router lets them win over the routes. */
export const EXPLICIT_MODELS = ['*,*', '*/*'];
