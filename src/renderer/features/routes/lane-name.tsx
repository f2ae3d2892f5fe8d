import clsx from 'clsx';
import type { Scenario } from '../../../shared/model/scenario';
import { countOf } from '../../format/format-tokens';
import { RouteGlyph } from '../../ui/route-glyph';
import { DESCRIPTIONS } from './route-descriptions';
import styles from './route-lane.module.css';

interface LaneNameProps {
  scenario: Scenario;
  /** Null while the ledger has not been read. */
  requestsToday: number | null;
  passing: number;
}

/** The head of a lane: which requests take it, and how many have. */
export function LaneName({ scenario, requestsToday, passing }: LaneNameProps) {
  const what = [
    DESCRIPTIONS[scenario],
    requestsToday !== null && requestsToday > 0 && `${countOf(requestsToday, 'request')} today`,
  ]
    .filter((part) => part !== false)
    .join(', ');
  return (
    <div className={styles.name}>
      <RouteGlyph route={scenario} size={12} />
      <span className={styles.title}>{scenario}</span>
      <span className={styles.count}>{passing > 0 && `${passing} passing`}</span>
      <span className={clsx('cut', styles.what)} title={what}>
        {what}
      </span>
    </div>
  );
}
