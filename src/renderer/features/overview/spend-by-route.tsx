import clsx from 'clsx';
import type { DaySpend } from '../../../shared/model/spend';
import { formatSum } from '../../../shared/model/format-money';
import { countOf, formatCount } from '../../format/format-tokens';
import { RouteName } from '../../ui/route-glyph';
import { byRouteOrder, routeColor, toRouteKey } from '../../ui/route-order';
import table from '../../ui/table.module.css';
import { Unknown } from '../../ui/unknown';
import styles from './spend-by-route.module.css';

/** What each route cost: the table to the chart, and its legend. */
export function SpendByRoute({ day }: { day: DaySpend }) {
  const routes = day.routes
    .map((spend) => ({ ...spend, key: toRouteKey(spend.route) }))
    .sort((a, b) => byRouteOrder(a.key, b.key));
  const highest = Math.max(1, ...routes.map((route) => route.cost));
  return (
    <>
      <table className={table.table}>
        <colgroup>
          <col className={styles.route} />
          <col />
          <col className={styles.count} />
          <col className={styles.count} />
          <col className={styles.money} />
        </colgroup>
        <thead>
          <tr>
            <th>Route</th>
            <th aria-label="Share" />
            <th className={table.number}>Requests</th>
            <th className={table.number}>Failed</th>
            <th className={table.number}>$</th>
          </tr>
        </thead>
        <tbody>
          {routes.map((route) => (
            <tr key={route.key}>
              <td>
                <RouteName route={route.key} />
              </td>
              <td>
                {route.cost > 0 && (
                  <span
                    className={styles.share}
                    style={{ width: `${(route.cost / highest) * 100}%`, background: routeColor(route.key) }}
                  />
                )}
              </td>
              <td className={clsx(table.number, table.subtle)}>{formatCount(route.requests)}</td>
              <td className={clsx(table.number, route.failed > 0 ? styles.failed : table.subtle)}>{formatCount(route.failed)}</td>
              <td className={clsx(table.number, table.strong)}>
                {route.cost === 0 && route.unpriced > 0 ? (
                  <Unknown why="No price is known for its requests" />
                ) : (
                  formatSum(route.cost)
                )}
              </td>
            </tr>
          ))}
        </tbody>
        {routes.length > 1 && (
          <tfoot>
            <tr>
              <td colSpan={2}>All routes</td>
              <td className={table.number}>{formatCount(day.requests)}</td>
              <td className={table.number}>{formatCount(day.failed)}</td>
              <td className={table.number}>{formatSum(day.total)}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {day.unpriced > 0 && (
        <p className={styles.foot}>{countOf(day.unpriced, 'request')} without a known price; the sums leave them out.</p>
      )}
    </>
  );
}
