import type { Rewrite } from '../../../shared/config/rule-config';
import type { DecisionStep } from '../../../shared/model/decision';
import type { RequestSummary } from '../../../shared/model/request-summary';
import type { Scenario } from '../../../shared/model/scenario';
import type { Situation } from '../../../shared/model/situation';
import type { CompiledRule, CompiledRules } from './compile-rules';
import { tellAction, tellChanges, type RuleAction } from './rule-action';
import { showName, type Subject } from './subject';

export interface RulesOutcome {
  /** One for each rule that was looked at. */
  steps: DecisionStep[];
  /** Null: no rule says where it goes. */
  action: RuleAction | null;
  /** The name of the rule whose action it is. */
  rule: string | null;
  /** What the rules change in the request, all of them together. */
  changes: Rewrite;
}

/**
 * Asks the rules in their order until one says where the request goes. `scenario` is the first one that marks the request, whether
 * or not it has a route; `now` is epoch milliseconds, looked at in the local time zone.
 */
export function applyRules(
  rules: CompiledRules,
  summary: RequestSummary,
  scenario: Scenario,
  situation: Situation,
  now: number,
): RulesOutcome {
  const outcome: RulesOutcome = { steps: [], action: null, rule: null, changes: {} };
  if (rules.length === 0) return outcome;
  const subject: Subject = { summary, scenario, situation, now: new Date(now) };
  for (const rule of rules) {
    const look = lookAt(rule, subject);
    outcome.steps.push({ stage: 'rule', name: rule.name, outcome: look.outcome, why: look.why });
    if (look.outcome !== 'applied' && look.outcome !== 'changed') continue;
    const { rewrite } = rule.then;
    if (rewrite !== undefined) {
      Object.assign(outcome.changes, rewrite);
      subject.summary = changeSummary(subject.summary, rewrite);
    }
    if (look.action !== null) return { ...outcome, action: look.action, rule: rule.name };
  }
  return outcome;
}

type Look = Pick<DecisionStep, 'outcome' | 'why'> & { action: RuleAction | null };

function lookAt(rule: CompiledRule, subject: Subject): Look {
  const obstacle = findObstacle(rule, subject);
  if (obstacle !== null) return { ...obstacle, action: null };
  const action = findAction(rule, subject);
  const { rewrite } = rule.then;
  const sentences = listFacts(rule, subject);
  if (rewrite !== undefined) sentences.push(tellChanges(rule.name, rewrite));
  if (action !== null) sentences.push(tellAction(rule.name, action));
  return { outcome: action === null ? 'changed' : 'applied', why: sentences.join(' '), action };
}

/** What keeps the rule from this request: of its conditions the first. */
function findObstacle(rule: CompiledRule, subject: Subject): Pick<DecisionStep, 'outcome' | 'why'> | null {
  if (!rule.enabled) return { outcome: 'off', why: 'It is switched off.' };
  if (rule.fault !== null) return { outcome: 'fault', why: rule.fault };
  for (const { holds, fact, wanted } of rule.when) {
    const held = holds(subject);
    if (held !== true) return { outcome: 'no-match', why: `${fact(subject, held)}; the rule is for ${wanted}.` };
  }
  for (const { holds, fact, wanted } of rule.not) {
    const held = holds(subject);
    if (held !== false) return { outcome: 'no-match', why: `${fact(subject, held)}; the rule is not for ${wanted}.` };
  }
  if (rule.models === null || findEntry(rule, subject) !== null) return null;
  const model = subject.summary.requestedModel;
  return { outcome: 'no-match', why: model === null ? 'It asks for no model.' : `No entry for ${showName(model)}.` };
}

function findEntry({ models }: CompiledRule, { summary: { requestedModel } }: Subject) {
  if (requestedModel === null) return null;
  return models?.find(({ matches }) => matches(requestedModel)) ?? null;
}

function findAction(rule: CompiledRule, subject: Subject): RuleAction | null {
  const { route, targets, block } = rule.then;
  if (route !== undefined) return { kind: 'route', route };
  if (targets !== undefined) return { kind: 'targets', targets };
  if (block !== undefined) return { kind: 'block', message: block, rule: rule.name };
  const entry = findEntry(rule, subject);
  return entry === null ? null : { kind: 'targets', targets: entry.targets };
}

/** Why the rule is about this request, in sentences. */
function listFacts({ when, not, models }: CompiledRule, subject: Subject): string[] {
  const facts = when.map(({ fact }) => `${fact(subject, true)}.`);
  if (models !== null) facts.push(`It asks for ${showName(subject.summary.requestedModel ?? '')}.`);
  if (facts.length > 0) return [...new Set(facts)];
  return [not.length === 0 ? 'The rule is for every request.' : 'Nothing that the rule leaves out holds.'];
}

function changeSummary(summary: RequestSummary, { model, effort, maxTokens }: Rewrite): RequestSummary {
  return {
    ...summary,
    requestedModel: model ?? summary.requestedModel,
    effort: effort ?? summary.effort,
    maxTokens: maxTokens ?? summary.maxTokens,
  };
}
