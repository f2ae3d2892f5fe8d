import { memo, type CSSProperties } from 'react';
import clsx from 'clsx';
import type { Exchange } from '../../../shared/model/exchange';
import { formatSeconds } from '../../format/format-duration';
import { formatClock, formatExact } from '../../format/format-time';
import { RouteName } from '../../ui/route-glyph';
import { routeColor, toRouteKey } from '../../ui/route-order';
import { StatusMark } from '../../ui/status-mark';
import { Unknown } from '../../ui/unknown';
import { ModelUsed } from './model-used';
import { statusOf } from './request-status';
import { CachedFigure, CostFigure, InputFigure, OutputFigure } from './row-figures';
import styles from './request-row.module.css';

interface RequestRowProps {
  exchange: Exchange;
  /** Epoch milliseconds, for a row in flight; null leaves a finished row alone. */
  now: number | null;
  selected: boolean;
  cursor: boolean;
  /** Its place in the whole table, counting the head as 1. */
  rowIndex: number;
  onOpen(id: string): void;
}

/** The element id of a row, for aria-activedescendant. */
export function rowElementId(exchangeId: string): string {
  return `row-${exchangeId}`;
}

/** One line of the log. */
export const RequestRow = memo(function RequestRow({ exchange, now, selected, cursor, rowIndex, onOpen }: RequestRowProps) {
  const status = statusOf(exchange);
  const route = toRouteKey(exchange.route);
  return (
    <div
      role="row"
      id={rowElementId(exchange.id)}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      data-cursor={cursor || undefined}
      className={clsx(styles.row, now !== null && styles.inFlight, selected && styles.selected, cursor && styles.cursor)}
      style={{ '--edge': routeColor(route) } as CSSProperties}
      onClick={() => onOpen(exchange.id)}
    >
      <span role="gridcell" className={clsx(styles.time, styles.subtle)} title={formatExact(exchange.startedAt)}>
        {formatClock(exchange.startedAt)}
      </span>
      <span role="gridcell" className={clsx(styles.status, status.failed ? styles.failed : styles.subtle)}>
        <StatusMark mark={status.mark} />
        {status.word}
      </span>
      <span role="gridcell" className={styles.cell}>
        <RouteName route={route} />
      </span>
      <span role="gridcell" className={styles.cell}>
        <ModelUsed exchange={exchange} />
      </span>
      <span role="gridcell" className={clsx(styles.number, styles.subtle)} data-column="in">
        <InputFigure exchange={exchange} />
      </span>
      <span role="gridcell" className={styles.number}>
        <OutputFigure exchange={exchange} />
      </span>
      <span role="gridcell" className={clsx(styles.number, styles.subtle)} data-column="cached">
        <CachedFigure exchange={exchange} />
      </span>
      <span role="gridcell" className={clsx(styles.number, styles.cost)}>
        <CostFigure exchange={exchange} />
      </span>
      <span role="gridcell" className={clsx(styles.number, styles.subtle)} data-column="ttft">
        {exchange.firstTokenMs === null ? <Unknown why="No token came" /> : formatSeconds(exchange.firstTokenMs)}
      </span>
      <span role="gridcell" className={clsx(styles.number, styles.subtle)}>
        <Total exchange={exchange} now={now} />
      </span>
    </div>
  );
});

function Total({ exchange, now }: { exchange: Exchange; now: number | null }) {
  if (exchange.durationMs !== null) return formatSeconds(exchange.durationMs);
  if (now === null) return <Unknown why="Its end was not seen" />;
  return formatSeconds(Math.max(0, now - exchange.startedAt));
}
