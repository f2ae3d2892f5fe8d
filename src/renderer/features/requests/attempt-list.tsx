import type { CSSProperties } from 'react';
import clsx from 'clsx';
import { labelKey } from '../../../shared/config/key-id';
import { isFailedAttempt, type Attempt, type Exchange } from '../../../shared/model/exchange';
import { formatDuration } from '../../format/format-duration';
import { TICK_MS, useClock } from '../../state/use-clock';
import { MiddleCut } from '../../ui/middle-cut';
import { routeColor, toRouteKey } from '../../ui/route-order';
import { SectionHead } from '../../ui/section-head';
import { placeAttempt, type PlacedAttempt } from './place-attempt';
import { describeAttempt } from './request-status';
import styles from './attempt-list.module.css';

/** The upstream calls of a request in their order, each with its outcome and its place in time. */
export function AttemptList({ exchange }: { exchange: Exchange }) {
  const now = useClock(exchange.outcome === 'in-flight' ? TICK_MS : null);
  const total = exchange.durationMs ?? Math.max(1, now - exchange.startedAt);
  return (
    <section className={styles.attempts} style={{ '--route': routeColor(toRouteKey(exchange.route)) } as CSSProperties}>
      <SectionHead title="Attempts" end={exchange.attempts.length > 0 && <Legend />} />
      {exchange.attempts.length === 0 && <p className={styles.none}>No provider was asked.</p>}
      <ol>
        {exchange.attempts.map((attempt) => (
          <li key={attempt.number} className={styles.attempt}>
            <span className={styles.ordinal}>{attempt.number}</span>
            <span className={styles.target}>
              <MiddleCut text={`${attempt.providerId}/${attempt.model}`} />
              <Outcome attempt={attempt} />
            </span>
            <span className={styles.time}>{formatDuration((attempt.endedAfterMs ?? total) - attempt.startedAfterMs)}</span>
            <TimingBar attempt={attempt} placed={placeAttempt(attempt, exchange, total)} total={total} />
            {attempt.keyId !== null && <p className={styles.with}>with key {labelKey(attempt.keyId)}</p>}
            {attempt.error !== null && attempt.error !== exchange.error && <p className={styles.error}>{attempt.error}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Outcome({ attempt }: { attempt: Attempt }) {
  return (
    <span className={clsx(styles.outcome, isFailedAttempt(attempt) && styles.bad, attempt.outcome === 'ok' && styles.good)}>
      {describeAttempt(attempt)}
    </span>
  );
}

function TimingBar({ attempt, placed, total }: { attempt: Attempt; placed: PlacedAttempt; total: number }) {
  const { startedAfterMs, endedAfterMs } = attempt;
  const failed = isFailedAttempt(attempt);
  return (
    <span className={styles.track}>
      <span
        role="img"
        aria-label={`from ${formatDuration(startedAfterMs)} to ${formatDuration(endedAfterMs ?? total)}`}
        className={clsx(styles.bar, failed && styles.barFailed)}
        style={{ left: `min(${placed.left}%, 100% - 6px)`, width: `max(6px, ${placed.width}%)` }}
      >
        {!failed && <span className={styles.waited} style={{ width: `${placed.waited}%` }} />}
      </span>
    </span>
  );
}

function Legend() {
  return (
    <>
      <span className={styles.key}>
        to first token
        <i className={styles.keyWaited} />
      </span>
      <span className={styles.key}>
        stream
        <i className={styles.keyStream} />
      </span>
    </>
  );
}
