import type { ReactNode } from 'react';
import { formatHash, type View } from '../navigation/view';
import styles from './text-link.module.css';

/** An underlined link to a view. */
export function TextLink({ to, children }: { to: View; children: ReactNode }) {
  return (
    <a href={formatHash(to)} className={styles.link}>
      {children}
    </a>
  );
}
