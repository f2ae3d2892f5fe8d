import type { ReactNode } from 'react';
import styles from './figure-strip.module.css';

/** Cells of equal width with one figure each. */
export function FigureStrip({ children }: { children: ReactNode }) {
  return <dl className={styles.strip}>{children}</dl>;
}

interface FigureProps {
  label: string;
  value: ReactNode;
  unit?: string;
  /** One line of context. */
  note?: ReactNode;
}

/** One figure of a strip. */
export function Figure({ label, value, unit, note }: FigureProps) {
  return (
    <div className={styles.cell}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        <span className="num">{value}</span>
        {unit !== undefined && <small className={styles.unit}>{unit}</small>}
      </dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}
