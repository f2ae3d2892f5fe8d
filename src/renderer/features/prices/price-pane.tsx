import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import styles from './price-pane.module.css';

interface PricePaneProps {
  title: ReactNode;
  under?: ReactNode;
  /** For screen readers. */
  label: string;
  children: ReactNode;
  foot?: ReactNode;
  onClose(): void;
}

/** What stands beside the table of prices: a head, a body that scrolls, and what can be done at the foot. */
export function PricePane({ title, under, label, children, foot, onClose }: PricePaneProps) {
  return (
    <aside className={styles.pane} aria-label={label}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2 className={styles.title}>{title}</h2>
          {under && <p className={styles.under}>{under}</p>}
        </div>
        <IconButton label="Close" shortcut="Esc" onClick={onClose}>
          <X size={14} />
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </aside>
  );
}
