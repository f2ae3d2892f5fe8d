import { isFailedAttempt, type Exchange } from '../../../shared/model/exchange';
import { formatExact, formatHourMinute } from '../../format/format-time';
import { formatHash } from '../../navigation/view';
import { RouteName } from '../../ui/route-glyph';
import { toRouteKey } from '../../ui/route-order';
import { SectionHead } from '../../ui/section-head';
import { StatusMark } from '../../ui/status-mark';
import { isRecovered } from '../requests';
import styles from './failure-list.module.css';

const SHOWN = 4;

/** The last requests that failed, or that needed another attempt, each with its sentence. */
export function FailureList({ failures }: { failures: readonly Exchange[] }) {
  if (failures.length === 0) return null;
  const recovered = failures.filter(isRecovered).length;
  return (
    <section className={styles.section}>
      <SectionHead
        title="Last failures"
        note={`${failures.length} today${recovered > 0 ? `, ${recovered} of them recovered` : ''}`}
      />
      {failures.slice(0, SHOWN).map((row) => (
        <FailureItem key={row.id} row={row} />
      ))}
    </section>
  );
}

function FailureItem({ row }: { row: Exchange }) {
  const recovered = isRecovered(row);
  const attempt = row.attempts.findLast(isFailedAttempt);
  const status = (recovered ? attempt?.status : row.status) ?? null;
  const sentence = recovered ? `${attempt?.error ?? ''} ${row.providerId}/${row.model} took over.` : (row.error ?? row.reason);
  return (
    <a href={formatHash({ page: 'requests', requestId: row.id })} className={styles.failure}>
      <StatusMark mark={recovered ? 'warning' : 'failed'} />
      <span className={styles.head}>
        <RouteName route={toRouteKey(row.route)} />
        <span className={recovered ? styles.recovered : styles.failed}>
          {[status, recovered ? 'recovered' : 'failed'].filter((part) => part !== null).join(', ')}
        </span>
      </span>
      <span className={styles.time} title={formatExact(row.startedAt)}>
        {formatHourMinute(row.startedAt)}
      </span>
      <p className={styles.sentence}>{sentence}</p>
    </a>
  );
}
