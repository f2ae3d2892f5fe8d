import { lazy, Suspense, useMemo } from 'react';
import type { DaySpend } from '../../../shared/model/spend';
import { formatSum, withDollar } from '../../../shared/model/format-money';
import { formatHourMinute } from '../../format/format-time';
import { groupSpend, type GroupedSpend } from './group-spend';
import styles from './spend-by-hour.module.css';

// recharts is large and only this chart needs it.
const SpendBars = lazy(() => import('../../ui/charts/spend-bars').then((module) => ({ default: module.SpendBars })));

/** The bar chart of one day. */
export function SpendByHour({ day }: { day: DaySpend }) {
  const grouped = useMemo(() => groupSpend(day), [day]);
  if (grouped.routes.length === 0) {
    return <p className={styles.quiet}>No request of today has cost anything{day.unpriced > 0 && ' that is known'}.</p>;
  }
  return (
    <div className={styles.chart}>
      <Suspense>
        <SpendBars hours={grouped.hours} routes={grouped.routes} label={describe(grouped)} />
      </Suspense>
    </div>
  );
}

function describe({ hours }: GroupedSpend): string {
  const sums = hours.map((hour) => Object.values(hour.byRoute).reduce((sum, cost) => sum + cost, 0));
  const highest = Math.max(...sums);
  const hour = hours[sums.indexOf(highest)];
  const when = hour ? formatHourMinute(hour.hourStart) : '';
  return `Spend by hour today, stacked by route. Highest at ${when} with ${withDollar(formatSum(highest))}.`;
}
