import clsx from 'clsx';
import type { BudgetStep } from '../../../shared/config/budget-config';
import type { BudgetState } from '../../../shared/model/budget';
import { describeSpent, showDollars } from '../../../shared/model/describe-budget';
import styles from './budget-meter.module.css';

/** How much of a budget is used: filled what is spent, lighter what is set aside, a tick at each step. */
export function BudgetMeter({ state, steps }: { state: BudgetState; steps: readonly BudgetStep[] }) {
  const { name, spent, reserved, limit, reached } = state;
  const share = (nano: number) => `${Math.min(100, (nano / limit) * 100)}%`;
  const aside = reserved > 0 ? `, and ${showDollars(reserved)} set aside for requests that are running` : '';
  const words = describeSpent(spent, limit) + aside;
  return (
    <span
      role="meter"
      aria-label={`Used of ${name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(100, Math.round((spent / limit) * 100))}
      aria-valuetext={words}
      title={words}
      className={styles.meter}
    >
      <span className={styles.track}>
        <span className={styles.reserved} style={{ width: share(spent + reserved) }} />
        <span
          className={clsx(
            styles.spent,
            reached?.then === 'block' && styles.blocked,
            reached?.then === 'next-target' && styles.sparing,
          )}
          style={{ width: share(spent) }}
        />
      </span>
      {steps.map(({ at }) => (
        <span key={at} className={clsx(styles.tick, at >= 100 && styles.end)} style={{ left: `${at}%` }} />
      ))}
    </span>
  );
}
