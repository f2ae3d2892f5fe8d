import clsx from 'clsx';
import type { Exchange } from '../../../shared/model/exchange';
import { formatSeconds } from '../../format/format-duration';
import { goTo } from '../../navigation/use-view';
import { formatHash } from '../../navigation/view';
import { TICK_MS, useClock } from '../../state/use-clock';
import { RouteName } from '../../ui/route-glyph';
import { toRouteKey } from '../../ui/route-order';
import table from '../../ui/table.module.css';
import { CostFigure, ModelUsed, OutputFigure } from '../requests';
import styles from './now-table.module.css';

const SHOWN = 4;

/** The requests in flight, ticking. */
export function NowTable({ rows }: { rows: readonly Exchange[] }) {
  const now = useClock(rows.length > 0 ? TICK_MS : null);
  if (rows.length === 0) return <p className={styles.quiet}>Nothing is in flight.</p>;
  return (
    <table className={table.table}>
      <colgroup>
        <col className={styles.route} />
        <col />
        <col className={styles.figure} />
        <col className={styles.figure} />
        <col className={styles.figure} />
      </colgroup>
      <thead>
        <tr>
          <th>Route</th>
          <th>Model</th>
          <th className={table.number}>Out, tok</th>
          <th className={table.number}>Cost, $</th>
          <th className={table.number}>Time, s</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <tr key={row.id} onClick={() => goTo({ page: 'requests', requestId: row.id })}>
            <td>
              <a href={formatHash({ page: 'requests', requestId: row.id })}>
                <RouteName route={toRouteKey(row.route)} />
              </a>
            </td>
            <td>
              <ModelUsed exchange={row} />
            </td>
            <td className={table.number}>
              {row.firstTokenMs === null ? <span className={styles.waiting}>waiting</span> : <OutputFigure exchange={row} />}
            </td>
            <td className={table.number}>
              <CostFigure exchange={row} />
            </td>
            <td className={clsx(table.number, table.subtle)}>{formatSeconds(Math.max(0, now - row.startedAt))}</td>
          </tr>
        ))}
        {rows.length > SHOWN && (
          <tr>
            <td colSpan={5} className={styles.waiting}>
              and {rows.length - SHOWN} more
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
