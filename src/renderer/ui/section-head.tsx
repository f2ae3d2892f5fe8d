import type { ReactNode } from 'react';
import styles from './section-head.module.css';

interface SectionHeadProps {
  title: string;
  /** A subtle explanation after the title. */
  note?: ReactNode;
  /** At the right: a link, a switch, a unit. */
  end?: ReactNode;
}

/** The line over a section. */
export function SectionHead({ title, note, end }: SectionHeadProps) {
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {note && <span className={styles.note}>{note}</span>}
      {end && <span className={styles.end}>{end}</span>}
    </div>
  );
}
