import type { Exchange } from '../../../shared/model/exchange';
import { formatSeconds } from '../../format/format-duration';
import { TICK_MS, useClock } from '../../state/use-clock';
import { RouteName } from '../../ui/route-glyph';
import { toRouteKey } from '../../ui/route-order';
import { StatusMark } from '../../ui/status-mark';
import { CostFigure, ModelUsed, OutputFigure, statusOf } from '../requests';
import styles from './passing-row.module.css';

/** One request on its way: the row of the log, with its units written out. */
export function PassingRow({ exchange }: { exchange: Exchange }) {
  const now = useClock(exchange.outcome === 'in-flight' ? TICK_MS : null);
  const status = statusOf(exchange);
  return (
    <div className={styles.row}>
      <span className={styles.status}>
        <StatusMark mark={status.mark} />
        {status.word}
      </span>
      <RouteName route={toRouteKey(exchange.route)} />
      <ModelUsed exchange={exchange} />
      <span className={styles.figure}>
        <OutputFigure exchange={exchange} /> tok
      </span>
      <span className={styles.figure}>
        <CostFigure exchange={exchange} withSign />
        {exchange.cost.playMoney && <span className={styles.play}> play</span>}
      </span>
      <span className={styles.figure}>{formatSeconds(exchange.durationMs ?? Math.max(0, now - exchange.startedAt))} s</span>
    </div>
  );
}
