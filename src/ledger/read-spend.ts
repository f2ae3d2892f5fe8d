import type { Spend, SpendQuery } from '../shared/model/budget';
import type { Database } from './open-database';

/** What ended exchanges of a span cost in real money, of all or of a scope: a provider and a key by attempt, a project with what lies below it. */
export function readSpend(database: Database, { scope, from, before, takesKeyless = false }: SpendQuery): Spend {
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
  if (scope.key !== undefined)
    add(takesKeyless ? 'coalesce(attempts.key_id, :key) = :key' : 'attempts.key_id = :key', 'key', scope.key);
  if (scope.project !== undefined) add(belowProject('exchanges.project'), 'project', scope.project.replace(/[/\\]+$/, ''));

  function add(condition: string, name: string, value: string): void {
    conditions.push(condition);
    values[name] = value;
  }

  const row = database.prepare(byAttempt ? attemptSql(conditions) : exchangeSql(conditions)).get(values) as unknown as Spend;
  return { spent: row.spent, unpriced: row.unpriced };
}

/** An exchange whose answer is unpriced has no total; what its other attempts have cost counts all the same. */
const COST = `coalesce(cost_total, (SELECT sum(attempts.cost_total) FROM attempts
  WHERE attempts.exchange_id = exchanges.id AND attempts.play_money = 0))`;

function exchangeSql(conditions: string[]): string {
  return `SELECT coalesce(sum(${COST}), 0) AS spent,
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
