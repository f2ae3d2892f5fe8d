import type { ConfigFile } from '../../shared/config/config-schema';
import type { BudgetInput } from '../../shared/ipc/budget-calls';
import { AppError } from '../../shared/errors';

type Entries = NonNullable<ConfigFile['budgets']>;
type Rules = NonNullable<ConfigFile['rules']>;

/**
 * Puts a budget in the place of the one that was called `previousName`, or at the end where that is null; rules that ask for it follow a new name. Throws
 * input-invalid for a name that another budget has, budget-unknown where the one before is gone.
 */
export function putBudget(file: ConfigFile, { previousName, budget }: BudgetInput): ConfigFile {
  const budgets: Entries = file.budgets ?? [];
  if (previousName !== null && !budgets.some(({ name }) => name === previousName)) throw unknown(previousName);
  if (budgets.some(({ name }) => name === budget.name && name !== previousName))
    throw new AppError('input-invalid', `There is a budget "${budget.name}" already.`, 'Give this one another name.');
  if (previousName === null) return { ...file, budgets: [...budgets, budget] };
  const put = { ...file, budgets: budgets.map((entry) => (entry.name === previousName ? budget : entry)) };
  if (previousName === budget.name || file.rules === undefined) return put;
  return { ...put, rules: file.rules.map((rule) => renameInRule(rule, previousName, budget.name)) };
}

/** Takes a budget out; a rule that asks for it fits nothing from then on. Throws budget-unknown where there is none. */
export function dropBudget(file: ConfigFile, name: string): ConfigFile {
  const budgets: Entries = file.budgets ?? [];
  const left = budgets.filter((entry) => entry.name !== name);
  if (left.length === budgets.length) throw unknown(name);
  return { ...file, budgets: left };
}

function unknown(name: string): AppError {
  return new AppError('budget-unknown', `There is no budget "${name}" any more.`);
}

function renameInRule(rule: Rules[number], from: string, to: string): Rules[number] {
  const rename = <T extends { budget?: { name: string; reached: number } | undefined }>(conditions: T): T =>
    conditions.budget?.name === from ? { ...conditions, budget: { ...conditions.budget, name: to } } : conditions;
  return {
    ...rule,
    ...(rule.when && { when: rename(rule.when) }),
    ...(rule.not && { not: rename(rule.not) }),
  };
}
