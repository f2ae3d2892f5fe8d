import type { ReactNode } from 'react';
import styles from './status-mark.module.css';

export type Mark = 'ok' | 'failed' | 'warning' | 'in-flight' | 'aborted' | 'off' | 'paused';

/** A state as shape and colour; a word always stands beside it. */
export function StatusMark({ mark }: { mark: Mark }) {
  return (
    <svg width="9" height="9" viewBox="0 0 9 9" className={styles[mark]} aria-hidden="true">
      {SHAPES[mark]}
    </svg>
  );
}

const SHAPES: Record<Mark, ReactNode> = {
  ok: <circle cx="4.5" cy="4.5" r="3.75" fill="currentColor" />,
  failed: <path d="M4.5.4 8.9 8.4H.1z" fill="currentColor" />,
  warning: <path d="M4.5.9 8.4 8H.6z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />,
  'in-flight': (
    <>
      <circle cx="4.5" cy="4.5" r="3.3" fill="none" stroke="currentColor" strokeWidth="1.3" />
      <path d="M4.5 1.2a3.3 3.3 0 0 1 0 6.6z" fill="currentColor" />
    </>
  ),
  aborted: <rect x=".75" y=".75" width="7.5" height="7.5" rx="1" fill="currentColor" />,
  off: <circle cx="4.5" cy="4.5" r="3.3" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  paused: <path d="M2.75 1v7M6.25 1v7" fill="none" stroke="currentColor" strokeWidth="1.75" />,
};
