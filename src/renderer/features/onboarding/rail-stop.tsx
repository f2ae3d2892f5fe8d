import type { ReactNode } from 'react';
import clsx from 'clsx';
import styles from './rail-stop.module.css';

export type StopState = 'done' | 'here' | 'ahead';

interface RailStopProps {
  state: StopState;
  /** The state of the stop after this one; null for the last. */
  next: StopState | null;
  title: string;
  children: ReactNode;
}

/** One stop on the line of the first run. The line is solid as far as one has come. */
export function RailStop({ state, next, title, children }: RailStopProps) {
  return (
    <li className={styles.stop} aria-current={state === 'here' ? 'step' : undefined}>
      {next !== null && <span className={clsx(styles.line, next === 'ahead' && styles.lineAhead)} aria-hidden="true" />}
      <svg className={styles.mark} width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
        {state === 'done' && (
          <>
            <circle cx="8" cy="8" r="7" fill="var(--text)" />
            <path d="M5 8l2.2 2.2 4-4.4" stroke="var(--bg)" strokeWidth="1.6" />
          </>
        )}
        {state === 'here' && (
          <>
            <circle cx="8" cy="8" r="6.75" fill="var(--bg)" stroke="var(--text)" strokeWidth="2.5" />
            <circle cx="8" cy="8" r="3" fill="var(--text)" />
          </>
        )}
        {state === 'ahead' && <circle cx="8" cy="8" r="7" fill="var(--bg)" stroke="var(--rail)" strokeWidth="2" />}
      </svg>
      <h2 className={clsx(styles.title, state === 'ahead' && styles.ahead)}>
        {title}
        {state === 'done' && <small className={styles.done}>done</small>}
      </h2>
      {children}
    </li>
  );
}
