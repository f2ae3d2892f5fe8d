import type { Scenario } from '../shared/model/scenario';
import type { DaySpend, RouteSpend, SpendBucket, TodaySpend } from '../shared/model/spend';
import { findDayStart, findHourStart } from '../shared/local-time';
import type { Database } from './open-database';

/** Every time zone's offset is a whole number of quarters of an hour, so quarters of UTC add up to local hours. */
const QUARTER_MS = 15 * 60_000;

interface QuarterSum {
  quarter: number;
  play_money: number;
  route: Scenario | null;
  requests: number;
  failed: number;
  cost: number;
  unpriced: number;
}

/**
 * What the requests that have ended since local midnight cost, by local hour and by route, real and play money apart.
 * `unpriced` counts answers whose cost is unknown; a request that got no answer cost nothing and isn't counted there.
 */
export function sumSpendToday(database: Database, now: number): TodaySpend {
  const dayStart = findDayStart(now);
  const sums = database
    .prepare(
      `SELECT started_at / ${QUARTER_MS} AS quarter, play_money, route,
         count(*) AS requests,
         sum(outcome = 'failed') AS failed,
         coalesce(sum(cost_total), 0) AS cost,
         sum(cost_total IS NULL AND (outcome = 'ok' OR tokens_output > 0)) AS unpriced
       FROM exchanges WHERE started_at >= ? AND outcome <> 'in-flight'
       GROUP BY quarter, play_money, route ORDER BY quarter`,
    )
    .all(dayStart) as QuarterSum[];
  return {
    real: foldDay(
      dayStart,
      sums.filter((sum) => sum.play_money === 0),
    ),
    play: foldDay(
      dayStart,
      sums.filter((sum) => sum.play_money === 1),
    ),
  };
}

function foldDay(dayStart: number, sums: QuarterSum[]): DaySpend {
  const day: DaySpend = { dayStart, total: 0, requests: 0, failed: 0, unpriced: 0, buckets: [], routes: [] };
  const buckets = new Map<string, SpendBucket>();
  const routes = new Map<Scenario | null, RouteSpend>();
  for (const sum of sums) {
    const hourStart = findHourStart(sum.quarter * QUARTER_MS);
    const bucket = take(buckets, `${hourStart} ${sum.route}`, { hourStart, route: sum.route, cost: 0, requests: 0 });
    const route = take(routes, sum.route, { route: sum.route, requests: 0, failed: 0, cost: 0, unpriced: 0 });
    bucket.cost += sum.cost;
    bucket.requests += sum.requests;
    for (const total of [route, day]) {
      total.requests += sum.requests;
      total.failed += sum.failed;
      total.unpriced += sum.unpriced;
    }
    route.cost += sum.cost;
    day.total += sum.cost;
  }
  day.buckets = [...buckets.values()];
  day.routes = [...routes.values()].sort((a, b) => b.cost - a.cost || b.requests - a.requests);
  return day;
}

function take<K, V>(map: Map<K, V>, key: K, fresh: V): V {
  const held = map.get(key);
  if (held) return held;
  map.set(key, fresh);
  return fresh;
}
