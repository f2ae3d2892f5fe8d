import type { Scenario } from '../../shared/model/scenario';
import { readChain } from './add-fallbacks';
import { convertCondition, type ConvertedCondition } from './convert-condition';
import { convertRewrites, type ConvertedRewrites } from './convert-rewrites';
import type { FindTarget } from './find-target';
import type { ImportReport, SourcePath } from './import-report';
import { type ImportedRule, nameRule } from './imported-rule';
import { isSourceObject, type SourceObject } from './source-object';
import type { ImportedTarget } from './target-overrides';

interface RuleScope {
  find: FindTarget;
  /** Targets after a failure, for rules that have none of their own. */
  chain: readonly string[];
  /** Names of rules; those that are added get into it. */
  names: Set<string>;
  report: ImportReport;
}

/** Router.rules of Claude Code Router 3, in their order: here too the first that fits says where a request goes. */
export function convertRules(value: unknown, path: SourcePath, scope: RuleScope): ImportedRule[] {
  if (!Array.isArray(value) || value.length === 0) {
    scope.report.leftOut(path, Array.isArray(value) ? 'It is empty.' : 'It is no list of rules.');
    return [];
  }
  return (value as unknown[]).flatMap((rule, index) => {
    const converted = isSourceObject(rule) ? convertRule(rule, [...path, index], scope) : { problem: 'It is no object.' };
    if (!('problem' in converted)) return [converted];
    scope.report.leftOut([...path, index], `The rule is left out. ${converted.problem}`);
    return [];
  });
}

function convertRule(rule: SourceObject, path: SourcePath, scope: RuleScope): ImportedRule | { problem: string } {
  if (rule.type === 'script') {
    return {
      problem: 'Switchyard has one router of one’s own for all, customRouter; what the script does can be written there.',
    };
  }
  const condition = readCondition(rule);
  if ('problem' in condition) return condition;
  const rewrites = convertRewrites(rule, path, scope.find);
  const { target, rewrite } = rewrites;
  if (target === null && Object.keys(rewrite).length === 0) {
    const [first] = rewrites.lines.flatMap(({ problem }) => problem ?? []);
    return { problem: first ?? 'It changes nothing that a rule of Switchyard’s can change.' };
  }
  const isModelLost = rewrites.lines.some(({ path: [...at], problem }) => problem !== null && namesModel(rule, at.at(-1)));
  if (target === null && isModelLost) return { problem: 'Its target is not known here.' };
  return buildRule(rule, path, condition, rewrites, scope);
}

/** True where this rewrite was to say the model. */
function namesModel({ rewrites, rewrite }: SourceObject, step: string | number | undefined): boolean {
  if (step === 'target') return true;
  const item = typeof step === 'number' && Array.isArray(rewrites) ? (rewrites as unknown[])[step] : rewrite;
  return isSourceObject(item) && /^request\.(body\.)?model$/.test(String(item.key).trim());
}

function buildRule(
  rule: SourceObject,
  path: SourcePath,
  condition: ConvertedCondition,
  { target, rewrite, temperature, lines }: ConvertedRewrites,
  { find, chain, names, report }: RuleScope,
): ImportedRule {
  const name = nameRule(typeof rule.name === 'string' ? rule.name : 'Imported rule', names);
  const to = `rules: ${name}`;
  const own =
    rule.fallback === undefined
      ? null
      : readChain(rule.fallback, [...path, 'fallback'], target === null ? { problem: NO_TARGET } : to, find, report);
  const targets = target === null ? [] : [...new Set([target, ...(own ?? chain)])];
  const toTarget = (one: string): ImportedTarget => (temperature === null ? one : { target: one, temperature });
  const rewriteKey = lines[0]?.path[path.length];
  for (const key of Object.keys(rule)) {
    const here = [...path, key];
    if (key === rewriteKey) for (const line of lines) reportRewrite(line, to, target !== null, report);
    else if (CONDITION_KEYS.includes(key)) report.changed(here, to, condition.note);
    else if (key === 'name') report.taken(here, to);
    else if (key === 'enabled') report.taken(here, to);
    else if (key !== 'fallback') report.leftOut(here, REASONS[key] ?? 'Switchyard has no setting of this name for a rule.');
  }
  return {
    name,
    ...(rule.enabled === false && { enabled: false }),
    ...(condition.when ? { when: condition.when } : { not: condition.not }),
    then: {
      ...(targets.length > 0 && { targets: targets.map(toTarget) }),
      ...(Object.keys(rewrite).length > 0 && { rewrite }),
    },
  };
}

const NO_TARGET = 'The rule names no target that they could come after.';
const CONDITION_KEYS = ['condition', 'pattern', 'threshold', 'type'];
const REASONS: Readonly<Record<string, string | undefined>> = {
  id: 'Rules are told by their names here.',
  rewrite: 'Another of rewrites, rewrite and target counts.',
  target: 'Another of rewrites, rewrite and target counts.',
};

function reportRewrite(
  { path, problem, note }: ConvertedRewrites['lines'][number],
  to: string,
  hasTarget: boolean,
  report: ImportReport,
): void {
  if (problem !== null) return report.leftOut(path, problem);
  report.changed(path, to, note || (hasTarget ? 'It is what the rule does.' : 'The rules after it are asked too.'));
}

/** Types of rule that the first versions of Claude Code Router 3 had, by what they stand for. */
const LEGACY_SCENARIOS: Readonly<Record<string, Scenario | undefined>> = {
  thinking: 'think',
  'web-search': 'webSearch',
  image: 'image',
  background: 'background',
};

function readCondition(rule: SourceObject): ConvertedCondition | { problem: string } {
  const type = String(rule.type);
  const scenario = Object.hasOwn(LEGACY_SCENARIOS, type) ? LEGACY_SCENARIOS[type] : undefined;
  if (scenario !== undefined) return { when: { scenario }, note: `It holds for what Switchyard takes for ${scenario}.` };
  if (type === 'long-context') {
    return convertCondition({ left: 'request.tokenCount', operator: '>', right: rule.threshold ?? 200_000 });
  }
  if (type === 'model-prefix' && rule.condition === undefined) {
    return convertCondition({ left: 'request.body.model', operator: 'starts-with', right: rule.pattern });
  }
  if (type === 'subagent') return { problem: 'Not needed: an agent’s tag names its model here too.' };
  return convertCondition(rule.condition);
}
