import { z } from 'zod';
import { Effort } from '../model/quirks';
import { Scenario } from '../model/scenario';
import { TargetList, type TargetConfig } from './route-config';
import { Conditions, Glob, isSoundSoFar } from './rule-conditions';

/** Changes to the request, seen by the rules after it. */
export const Rewrite = z
  .strictObject({
    model: z.string().min(1).optional(),
    effort: Effort.optional(),
    /** Tokens of answer. */
    maxTokens: z.number().int().positive().optional(),
  })
  .refine((rewrite) => Object.values(rewrite).some((value) => value !== undefined), {
    error: 'needs model, effort or maxTokens',
    when: isSoundSoFar,
  });
export type Rewrite = z.infer<typeof Rewrite>;

const ENDS = ['route', 'targets', 'models', 'block'] as const;

/** What a rule does: at most one of `route`, `targets`, `models` and `block`, after which no other rule is asked. */
export const Outcome = z
  .strictObject({
    route: Scenario.optional(),
    targets: TargetList.optional(),
    /** Targets by the model that is asked for: a tier's word (opus, sonnet, haiku, fable) or a glob; the first that fits. */
    models: z
      .record(Glob, TargetList)
      .refine((models) => Object.keys(models).length > 0, 'must name at least one model')
      .optional(),
    /** The request is refused with this message. */
    block: z.string().min(1).optional(),
    rewrite: Rewrite.optional(),
  })
  .superRefine((outcome, context) => {
    const [first, ...others] = ENDS.filter((end) => outcome[end] !== undefined);
    // What is missing may be there under a name that is misspelt, and that is told already.
    if (first === undefined && outcome.rewrite === undefined && context.issues.length === 0) {
      context.addIssue({ code: 'custom', message: `needs one of ${ENDS.join(', ')}, or rewrite` });
    }
    for (const other of others) {
      context.addIssue({ code: 'custom', path: [other], message: `stands beside ${first}; a rule has one of them` });
    }
    if (outcome.block !== undefined && outcome.rewrite !== undefined) {
      const message = 'stands beside block; a request that is refused is not changed';
      context.addIssue({ code: 'custom', path: ['rewrite'], message });
    }
  });
export type Outcome = z.infer<typeof Outcome>;

/** The longest name that the log shows in one line, in characters. */
const LONGEST_NAME = 80;

/** One rule of the user's: what it is about, and what then happens. */
export const RuleConfig = z.strictObject({
  name: z
    .string()
    .refine((name) => name.trim() !== '', 'must not be empty')
    .refine((name) => name.length <= LONGEST_NAME, `must have ${LONGEST_NAME} characters or less`)
    .optional(),
  enabled: z.boolean().default(true),
  /** All must hold; none given: every request. */
  when: Conditions.prefault({}),
  /** None may hold. */
  not: Conditions.optional(),
  then: Outcome,
});
export type RuleConfig = z.infer<typeof RuleConfig>;

/** By which the log, the screens and the faults call a rule; `index` is its place in the list, from 0. */
export function nameOfRule(rule: Pick<RuleConfig, 'name'>, index: number): string {
  return rule.name ?? `Rule ${index + 1}`;
}

/** In the order in which they are asked. */
export const Rules = z.array(RuleConfig).superRefine((rules, context) => {
  const names = new Set<string>();
  rules.forEach((rule, index) => {
    const name = nameOfRule(rule, index);
    if (names.has(name)) {
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is used twice; names must differ` });
    }
    names.add(name);
  });
});
export type Rules = z.infer<typeof Rules>;

export interface RuleTarget {
  /** `provider/model`. */
  target: string;
  /** Where it stands in the rule. */
  path: (string | number)[];
}

/** Every target that a rule may send a request to. */
export function listRuleTargets({ then }: RuleConfig): RuleTarget[] {
  const place = (targets: readonly TargetConfig[], path: string[]) =>
    targets.map(({ target }, index): RuleTarget => ({ target, path: ['then', ...path, index] }));
  const ofModels = Object.entries(then.models ?? {}).flatMap(([model, targets]) => place(targets, ['models', model]));
  return [...place(then.targets ?? [], ['targets']), ...ofModels];
}
