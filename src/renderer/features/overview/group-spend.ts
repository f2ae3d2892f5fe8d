import type { DaySpend } from '../../../shared/model/spend';
import { endOfDay } from '../../format/format-time';
import type { SpendHour } from '../../ui/charts/spend-bars';
import { byRouteOrder, toRouteKey, type RouteKey } from '../../ui/route-order';

const HOUR_MS = 3_600_000;

export interface GroupedSpend {
  /** Every hour of the local day: 23 or 25 of them where the clocks change. */
  hours: SpendHour[];
  /** Routes that cost something, in the order of the stack. */
  routes: RouteKey[];
}

/** Turns the ledger's buckets into what the chart draws. Buckets of one hour and route are added. */
export function groupSpend(day: DaySpend): GroupedSpend {
  const hours: SpendHour[] = [];
  for (let hourStart = day.dayStart; hourStart < endOfDay(day.dayStart); hourStart += HOUR_MS) {
    hours.push({ hourStart, byRoute: {} });
  }
  const routes = new Set<RouteKey>();
  for (const bucket of day.buckets) {
    const hour = hours[Math.floor((bucket.hourStart - day.dayStart) / HOUR_MS)];
    if (!hour || bucket.cost === 0) continue;
    const route = toRouteKey(bucket.route);
    hour.byRoute[route] = (hour.byRoute[route] ?? 0) + bucket.cost;
    routes.add(route);
  }
  return { hours, routes: [...routes].sort(byRouteOrder) };
}
