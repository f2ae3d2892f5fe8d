import { useEffect } from 'react';
import { X } from 'lucide-react';
import type { Notice } from '../../shared/ipc/contract';
import { IconButton } from './icon-button';
import { StatusMark, type Mark } from './status-mark';
import styles from './toast-list.module.css';

const MARKS: Record<Notice['level'], Mark> = { info: 'ok', warn: 'warning', error: 'failed' };
const INFO_STAYS_MS = 6000;

interface ToastListProps {
  notices: readonly Notice[];
  onDismiss(id: string): void;
}

/** Things told once, in the corner. Information goes by itself; warnings and errors stay until they are dismissed. */
export function ToastList({ notices, onDismiss }: ToastListProps) {
  return (
    <ul className={styles.list} aria-label="Notices" aria-live="polite">
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} onDismiss={onDismiss} />
      ))}
    </ul>
  );
}

function Toast({ notice, onDismiss }: { notice: Notice; onDismiss(id: string): void }) {
  const { id, level } = notice;
  useEffect(() => {
    if (level !== 'info') return;
    const timer = setTimeout(() => onDismiss(id), INFO_STAYS_MS);
    return () => clearTimeout(timer);
  }, [id, level, onDismiss]);
  return (
    <li className={styles.toast}>
      <span className={styles.mark}>
        <StatusMark mark={MARKS[level]} />
      </span>
      <p className={styles.text}>
        <strong className={styles.message}>{notice.message}</strong>
        {notice.hint !== undefined && <span className={styles.hint}>{notice.hint}</span>}
      </p>
      <IconButton label="Dismiss" onClick={() => onDismiss(id)}>
        <X size={14} />
      </IconButton>
    </li>
  );
}
