import { describePauseTarget } from '../../shared/model/pause-target';
import type { ProxyState, ProxyStatus } from '../../shared/model/proxy-status';
import { formatSum, withDollar } from '../../shared/model/format-money';
import { useAppState } from '../state/app-store';
import { countInFlight, useExchangesStore } from '../state/exchanges-store';
import { valueOf } from '../state/loadable';
import { useSpendStore } from '../state/spend-store';
import { StatusMark, type Mark } from '../ui/status-mark';
import styles from './status-line.module.css';

const STATES: Record<ProxyState, { mark: Mark; word: string }> = {
  starting: { mark: 'in-flight', word: 'Starting' },
  on: { mark: 'ok', word: 'Listening' },
  paused: { mark: 'paused', word: 'Paused' },
  stopped: { mark: 'off', word: 'Stopped' },
  fault: { mark: 'failed', word: 'Not listening' },
};

/** The state of routing, and today's sums, on every page. */
export function StatusLine() {
  const { proxy, pauseTarget } = useAppState();
  const inFlight = useExchangesStore(countInFlight);
  const known = useExchangesStore((store) => store.phase !== 'ready' || store.rows.length > 0);
  const today = valueOf(useSpendStore((store) => store.today));
  const { mark, word } = STATES[proxy.state];
  return (
    <footer className={styles.line}>
      <span className={styles.item}>
        <StatusMark mark={mark} />
        {proxy.state === 'paused' ? `Paused, everything goes to ${describePauseTarget(pauseTarget)}` : word}
      </span>
      <span className={styles.item}>
        <Address proxy={proxy} />
      </span>
      <span className={styles.item}>{known ? `${inFlight} in flight` : 'no request yet'}</span>
      {today && (
        <span className={styles.sums}>
          <span className={styles.item}>{withDollar(formatSum(today.real.total))} today</span>
          {today.play.requests > 0 && (
            <span className={styles.item}>{withDollar(formatSum(today.play.total))} play money, from the simulator</span>
          )}
        </span>
      )}
    </footer>
  );
}

function Address({ proxy }: { proxy: ProxyStatus }) {
  const open = proxy.state === 'on' || proxy.state === 'paused';
  return (
    <>
      <code>
        {proxy.host}:{proxy.port}
      </code>
      {!open && proxy.state !== 'starting' && 'is closed'}
    </>
  );
}
