import type { KeyboardEvent } from 'react';
import clsx from 'clsx';
import { splitTarget } from '../../../shared/config/config-schema';
import type { BreakerSummary } from '../../../shared/model/breaker-summary';
import { formatClock } from '../../format/format-time';
import { MiddleCut } from '../../ui/middle-cut';
import { StatusMark } from '../../ui/status-mark';
import styles from './route-lane.module.css';

interface LaneTargetProps {
  /** `provider/model`. */
  target: string;
  /** From 1. */
  place: number;
  share: string | null;
  /** What of it rests now: the target, or keys of it. */
  rests: readonly BreakerSummary[];
  open: boolean;
  onToggle(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** A target on its lane; pressing it opens its editor. */
export function LaneTarget({ target, place, share, rests, open, onToggle, onKeyDown }: LaneTargetProps) {
  const { providerId, model } = splitTarget(target);
  return (
    <button
      type="button"
      className={clsx(styles.target, place === 1 && styles.first, open && styles.open)}
      aria-expanded={open}
      title={`${target}. Alt+arrows move it, Delete removes it.`}
      onClick={onToggle}
      onKeyDown={onKeyDown}
    >
      <span className={styles.ordinal}>{place}</span>
      <MiddleCut text={model} />
      <span className={styles.provider}>{providerId}</span>
      {share !== null && <span className={styles.ordinal}>{share}</span>}
      {rests.length > 0 && (
        <span className={styles.rests}>
          <StatusMark mark="warning" />
          {describeRest(rests)}
        </span>
      )}
    </button>
  );
}

function describeRest(rests: readonly BreakerSummary[]): string {
  const whole = rests.find(({ key }) => key === null);
  if (whole) return `rests until ${formatClock(whole.until)}`;
  return rests.length === 1 ? 'a key rests' : `${rests.length} keys rest`;
}
