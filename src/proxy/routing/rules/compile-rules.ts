import { nameOfRule, type Outcome, type RuleConfig, type Rules } from '../../../shared/config/rule-config';
import type { Conditions } from '../../../shared/config/rule-conditions';
import { compileGlobs } from './glob';
import { PatternFault } from './patterns';
import { compileRequestConditions } from './request-conditions';
import { compileSituationConditions } from './situation-conditions';
import { showName, type Condition } from './subject';
import { compileTime } from './time-condition';

/** An entry of `models`. */
export interface ModelTargets {
  matches(model: string): boolean;
  targets: NonNullable<Outcome['targets']>;
}

export interface CompiledRule {
  name: string;
  enabled: boolean;
  /** All must hold. */
  when: readonly Condition[];
  /** None may hold. */
  not: readonly Condition[];
  then: Outcome;
  /** Null where the rule has no `models`. */
  models: readonly ModelTargets[] | null;
  /** Why it cannot be used, in one sentence. */
  fault: string | null;
}

/** Rules made ready for one set of settings. */
export type CompiledRules = readonly CompiledRule[];

/** Words for Claude's models of a size, whatever their version. */
const TIERS: readonly string[] = ['opus', 'sonnet', 'haiku', 'fable'];

/**
 * Makes rules ready, once for each set of settings. `loadPatterns` comes before it. A rule that cannot be used says so at each
 * request and is passed over; the others stand. `homeFolder` is what `~/` means.
 */
export function compileRules(rules: Rules, homeFolder: string): CompiledRules {
  return rules.map((rule, index) => compileRule(rule, showName(nameOfRule(rule, index)), homeFolder));
}

function compileRule({ enabled, when, not, then }: RuleConfig, name: string, homeFolder: string): CompiledRule {
  const models = then.models === undefined ? null : compileModels(then.models);
  const rule = { name, enabled, then, models };
  try {
    const compile = (conditions: Conditions) => compileConditions(conditions, homeFolder);
    return { ...rule, when: compile(when), not: compile(not ?? {}), fault: null };
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    return { ...rule, when: [], not: [], fault: error.message };
  }
}

function compileConditions(conditions: Conditions, homeFolder: string): Condition[] {
  const time = compileTime(conditions);
  return [
    ...compileRequestConditions(conditions, homeFolder),
    ...compileSituationConditions(conditions),
    ...(time === null ? [] : [time]),
  ];
}

/** A tier's word is in the model's name; all else is a glob for the whole of it. */
function compileModels(models: NonNullable<Outcome['models']>): ModelTargets[] {
  return Object.entries(models).map(([key, targets]) => {
    const isTier = TIERS.includes(key.toLowerCase());
    return { matches: compileGlobs([isTier ? `*${key}*` : key]), targets };
  });
}
