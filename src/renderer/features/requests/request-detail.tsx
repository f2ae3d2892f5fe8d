import { X } from 'lucide-react';
import type { Exchange } from '../../../shared/model/exchange';
import { formatDuration } from '../../format/format-duration';
import { formatClock, formatExact } from '../../format/format-time';
import { goTo } from '../../navigation/use-view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { RouteName } from '../../ui/route-glyph';
import { toRouteKey } from '../../ui/route-order';
import { StatusMark } from '../../ui/status-mark';
import { AttemptList } from './attempt-list';
import { BodiesSection } from './bodies-section';
import { CostTable } from './cost-table';
import { DecisionSection } from './decision-section';
import { PinSession } from './pin-session';
import { RequestPath } from './request-path';
import { RequestFacts } from './request-facts';
import { statusOf } from './request-status';
import styles from './request-detail.module.css';

interface RequestDetailProps {
  /** Null when the link names a row that is not loaded. */
  exchange: Exchange | null;
  requestId: string;
  onClose(): void;
}

/** All that is known of one request. */
export function RequestDetail({ exchange, requestId, onClose }: RequestDetailProps) {
  return (
    <aside className={styles.pane} aria-label={`Request ${requestId}`}>
      <div className={styles.head}>
        {exchange && <HeadLine exchange={exchange} />}
        <span className={styles.close}>
          <IconButton label="Close" shortcut="Esc" onClick={onClose}>
            <X size={14} />
          </IconButton>
        </span>
      </div>
      {exchange === null ? (
        <EmptyState title={`${requestId} is not in the list`}>
          It may be older than the rows read so far. Scroll down to read more of the ledger.
        </EmptyState>
      ) : (
        <div className={styles.body}>
          <p className={styles.reason}>{exchange.reason}</p>
          {exchange.error !== null && <p className={styles.error}>{exchange.error}</p>}
          <RequestActions key={exchange.id} exchange={exchange} />
          <RequestPath exchange={exchange} />
          <DecisionSection exchange={exchange} />
          <AttemptList exchange={exchange} />
          <CostTable exchange={exchange} />
          <RequestFacts exchange={exchange} />
          <BodiesSection exchange={exchange} />
        </div>
      )}
    </aside>
  );
}

/** What can be done with it: see where it would go now, and send its session elsewhere. */
function RequestActions({ exchange }: { exchange: Exchange }) {
  return (
    <div className={styles.actions}>
      <Button size="small" onClick={() => goTo({ page: 'routes', explain: exchange.id })}>
        Explain now
      </Button>
      {exchange.sessionId !== null && <PinSession sessionId={exchange.sessionId} />}
    </div>
  );
}

function HeadLine({ exchange }: { exchange: Exchange }) {
  const status = statusOf(exchange);
  return (
    <>
      <RouteName route={toRouteKey(exchange.route)} />
      <span className={styles.status}>
        <StatusMark mark={status.mark} />
        <span className={status.failed ? styles.failed : undefined}>{status.word}</span>
      </span>
      <span className={styles.meta} title={formatExact(exchange.startedAt)}>
        {formatClock(exchange.startedAt)}
      </span>
      {exchange.durationMs !== null && <span className={styles.meta}>{formatDuration(exchange.durationMs)}</span>}
    </>
  );
}
