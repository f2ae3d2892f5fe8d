import type { Rules } from '../../../shared/config/rule-config';
import type { Conditions } from '../../../shared/config/rule-conditions';
import { formatSum, withDollar } from '../../../shared/model/format-money';
import { toNanoDollars } from '../../../shared/model/money';
import { showName, type Condition, type Subject } from './subject';

const showMoney = (nano: number) => withDollar(formatSum(nano));

/** The conditions on the machine, on what today has cost and on budgets. */
export function compileSituationConditions({ onBattery, offline, spentToday, budget }: Conditions): Condition[] {
  const conditions: Condition[] = [];
  if (onBattery !== undefined) {
    conditions.push({
      wanted: onBattery ? 'battery' : 'mains power',
      holds: ({ situation }) => (situation.onBattery === null ? null : situation.onBattery === onBattery),
      fact: ({ situation }) => tellPower(situation.onBattery),
    });
  }
  if (offline !== undefined) {
    conditions.push({
      wanted: offline ? 'times without one' : 'times with one',
      holds: ({ situation }) => (situation.offline === null ? null : situation.offline === offline),
      fact: ({ situation }) => tellNetwork(situation.offline),
    });
  }
  if (spentToday !== undefined) conditions.push(compileSpent(spentToday));
  if (budget !== undefined) conditions.push(compileBudgetShare(budget));
  return conditions;
}

function tellPower(onBattery: boolean | null): string {
  if (onBattery === null) return 'It is not known whether the machine runs on battery';
  return onBattery ? 'The machine runs on battery' : 'The machine runs on mains power';
}

function tellNetwork(offline: boolean | null): string {
  if (offline === null) return 'It is not known whether the machine has a network';
  return offline ? 'The machine has no network' : 'The machine has a network';
}

function compileSpent({ above, below }: NonNullable<Conditions['spentToday']>): Condition {
  const more = above === undefined ? null : toNanoDollars(above);
  const less = below === undefined ? null : toNanoDollars(below);
  return {
    wanted: [more !== null && `more than ${showMoney(more)}`, less !== null && `less than ${showMoney(less)}`]
      .filter(Boolean)
      .join(' and '),
    holds: ({ situation: { spentToday } }) =>
      spentToday === null ? null : (more === null || spentToday > more) && (less === null || spentToday < less),
    fact: ({ situation: { spentToday } }) =>
      spentToday === null ? 'It is not known what today has cost' : `Today has cost ${showMoney(spentToday)}`,
  };
}

/** What running requests are expected to cost counts too. */
function compileBudgetShare({ name, reached }: NonNullable<Conditions['budget']>): Condition {
  const share = ({ situation: { budgets } }: Subject) => {
    const state = budgets?.find((one) => one.name === name);
    return state === undefined ? null : ((state.spent + state.reserved) / state.limit) * 100;
  };
  return {
    wanted: `${reached} % or more of the budget "${showName(name)}"`,
    holds(subject) {
      const used = share(subject);
      return used === null ? null : used >= reached;
    },
    fact(subject) {
      const used = share(subject);
      if (used === null) return `There is no budget "${showName(name)}" that is switched on`;
      return `The budget "${showName(name)}" is used to ${Math.floor(used)} %`;
    },
  };
}

/** Whether a rule that is switched on asks how a budget stands. */
export function asksBudgets(rules: Rules): boolean {
  return rules.some(({ enabled, when, not }) => enabled && (when.budget ?? not?.budget) !== undefined);
}
