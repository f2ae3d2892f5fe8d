import type { BudgetScope } from '../shared/config/budget-config';
import type { NanoDollars } from '../shared/model/money';
import type { Database } from './open-database';

export interface SpendQuery {
  scope: BudgetScope;
  /** Epoch milliseconds of when exchanges began; `before` is not in it. */
  from: number;
  before: number;
}

export interface Spend {
  spent: NanoDollars;
  /** Answers whose cost is not known, and so not in `spent`. */
  unpriced: number;
}

/** What ended exchanges of a span cost in real money, of all or of a scope: a provider and a key by attempt, a project with what lies below it. */
export function readSpend(database: Database, { scope, from, before }: SpendQuery): Spend {
  const byAttempt = scope.provider !== undefined || scope.key !== undefined;
  const conditions = [
    'exchanges.started_at >= :from',
    'exchanges.started_at < :before',
    "exchanges.outcome <> 'in-flight'",
    byAttempt ? 'attempts.play_money = 0' : 'exchanges.play_money = 0',
  ];
  const values: Record<string, string | number> = { from, before };
  if (scope.route !== undefined) add('exchanges.route = :route', 'route', scope.route);
  if (scope.provider !== undefined) add('attempts.provider_id = :provider', 'provider', scope.provider);
  if (scope.key !== undefined) add('attempts.key_id = :key', 'key', scope.key);
  if (scope.project !== undefined) add(belowProject('exchanges.project'), 'project', scope.project.replace(/[/\\]+$/, ''));

  function add(condition: string, name: string, value: string): void {
    conditions.push(condition);
    values[name] = value;
  }

  const row = database.prepare(byAttempt ? attemptSql(conditions) : exchangeSql(conditions)).get(values) as unknown as Spend;
  return { spent: row.spent, unpriced: row.unpriced };
}

function exchangeSql(conditions: string[]): string {
  return `SELECT coalesce(sum(cost_total), 0) AS spent,
      coalesce(sum(cost_total IS NULL AND (outcome = 'ok' OR tokens_output > 0)), 0) AS unpriced
    FROM exchanges WHERE ${conditions.join(' AND ')}`;
}

/** CROSS keeps the exchanges outside: they have an index by time. */
function attemptSql(conditions: string[]): string {
  return `SELECT coalesce(sum(attempts.cost_total), 0) AS spent,
      coalesce(sum(attempts.cost_total IS NULL AND (attempts.outcome = 'ok' OR attempts.tokens_output > 0)), 0) AS unpriced
    FROM exchanges CROSS JOIN attempts ON attempts.exchange_id = exchanges.id WHERE ${conditions.join(' AND ')}`;
}

/** A folder or one in it, on any system. */
export function belowProject(column: string): string {
  return `(${column} = :project OR substr(${column}, 1, length(:project) + 1) IN (:project || '/', :project || '\\'))`;
}
