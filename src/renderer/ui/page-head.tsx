import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  title: string;
  /** State, after the title. */
  children?: ReactNode;
  /** At the right. */
  actions?: ReactNode;
}

/** The bar at the top of a page. */
export function PageHead({ title, children, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      {children}
      <span className={styles.actions}>{actions}</span>
    </header>
  );
}
