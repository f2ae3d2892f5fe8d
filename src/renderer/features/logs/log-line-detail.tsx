import { X } from 'lucide-react';
import type { LogLine } from '../../../shared/model/log-page';
import { formatExact } from '../../format/format-time';
import { CopyButton } from '../../ui/copy-button';
import { copyText } from '../../ui/copy-text';
import { IconButton } from '../../ui/icon-button';
import styles from './log-line-detail.module.css';

/** The line that was chosen, whole and as it stands in the file. */
export function LogLineDetail({ line, onClose }: { line: LogLine; onClose(): void }) {
  const [file] = line.at.split(':');
  return (
    <section className={styles.detail} aria-label="The line">
      <header className={styles.head}>
        <span>{line.time === null ? 'no time' : formatExact(line.time)}</span>
        <code>{file}</code>
        <span className={styles.tools}>
          <CopyButton label="Copy the line" onCopy={() => copyText(line.text)} />
          <IconButton label="Close" shortcut="Esc" onClick={onClose}>
            <X size={14} />
          </IconButton>
        </span>
      </header>
      <pre className={styles.text}>{line.text}</pre>
    </section>
  );
}
