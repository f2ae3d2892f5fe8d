import type { Conditions } from '../../../shared/config/rule-conditions';
import { formatSum, withDollar } from '../../../shared/model/format-money';
import { toNanoDollars } from '../../../shared/model/money';
import type { Condition } from './subject';

const showMoney = (nano: number) => withDollar(formatSum(nano));

/** The conditions on the machine and on what today has cost. */
export function compileSituationConditions({ onBattery, offline, spentToday }: Conditions): Condition[] {
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
