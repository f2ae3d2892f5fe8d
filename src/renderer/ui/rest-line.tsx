import type { BreakerSummary } from '../../shared/model/breaker-summary';
import { labelKey } from '../../shared/config/key-id';
import { formatClock } from '../format/format-time';
import { Button } from './button';
import { StatusMark } from './status-mark';
import styles from './rest-line.module.css';

interface RestLineProps {
  breaker: BreakerSummary;
  onForget(): void;
}

/** What rests and until when, with the way to ask it again before that. */
export function RestLine({ breaker, onForget }: RestLineProps) {
  const { target, key, until, limited } = breaker;
  const who = key === null ? target : `The key ${labelKey(key)} of ${target}`;
  return (
    <p className={styles.line}>
      <StatusMark mark="warning" />
      <span className={styles.text}>
        {who} {describeCause(key !== null, limited)} until {formatClock(until)}.
      </span>
      <Button size="small" onClick={onForget}>
        Ask again now
      </Button>
    </p>
  );
}

function describeCause(isKey: boolean, limited: boolean): string {
  if (limited) return 'asked not to be called';
  return isKey ? 'was refused or is used up, and rests' : 'failed repeatedly and rests';
}
