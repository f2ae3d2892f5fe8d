import type { ReactNode } from 'react';
import styles from './setting.module.css';

/** Settings that belong together, under a heading. */
export function SettingGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className={styles.group}>{title}</h2>
      {children}
    </section>
  );
}

interface SettingProps {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

/** What it is, at the left, and how it stands, at the right. */
export function Setting({ title, note, children }: SettingProps) {
  return (
    <section className={styles.setting}>
      <div>
        <h3 className={styles.title}>{title}</h3>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </section>
  );
}
