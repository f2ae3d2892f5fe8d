import clsx from 'clsx';
import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import styles from './banner.module.css';
import { IconButton } from './icon-button';
import { StatusMark, type Mark } from './status-mark';

interface BannerProps {
  level: 'info' | 'warn' | 'error';
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  onDismiss?: () => void;
}

const MARKS: Record<BannerProps['level'], Mark> = { info: 'off', warn: 'warning', error: 'failed' };

/** A state of the whole app that needs to be known on every page, with what can be done about it. */
export function Banner({ level, title, children, actions, onDismiss }: BannerProps) {
  return (
    <div className={clsx(styles.banner, styles[level])} role={level === 'error' ? 'alert' : 'status'}>
      <StatusMark mark={MARKS[level]} />
      <p className={styles.text}>
        <strong className={styles.title}>{title}</strong> {children}
      </p>
      {actions && <span className={styles.actions}>{actions}</span>}
      {onDismiss && (
        <IconButton label="Dismiss" onClick={onDismiss}>
          <X size={14} />
        </IconButton>
      )}
    </div>
  );
}
