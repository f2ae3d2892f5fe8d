import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  /** A small drawing, or a mark before the title. */
  drawing?: ReactNode;
  mark?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** What a page says when it has nothing to show, and what to do next. */
export function EmptyState({ drawing, mark, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {drawing && <div className={styles.drawing}>{drawing}</div>}
      <h2 className={styles.title}>
        {mark}
        {title}
      </h2>
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
