import { memo } from 'react';
import clsx from 'clsx';
import type { LogLine, LogName } from '../../../shared/model/log-page';
import { formatClock, formatExact } from '../../format/format-time';
import { describeLine } from './describe-line';
import styles from './log-row.module.css';

interface LogRowProps {
  name: LogName;
  line: LogLine;
  selected: boolean;
  onSelect(at: string): void;
}

/** One line of a log: its time, its level in a word, what happened, and what belongs to it. */
export const LogRow = memo(function LogRow({ name, line, selected, onSelect }: LogRowProps) {
  const { head, fields } = describeLine(name, line);
  return (
    <div
      id={logRowId(line.at)}
      role="option"
      aria-selected={selected}
      className={clsx(styles.row, name === 'server' && styles.server)}
      onClick={() => onSelect(line.at)}
    >
      <span className={styles.time} title={line.time === null ? undefined : formatExact(line.time)}>
        {line.time !== null && formatClock(line.time)}
      </span>
      {name === 'app' && <span className={clsx(styles.level, line.level !== null && styles[line.level])}>{line.level}</span>}
      <span className={clsx('cut', styles.text)}>
        {head !== '' && <span className={styles.head}>{head}</span>}
        {fields.map((field) => (
          <span key={field.name} className={styles.field}>
            {field.name}=<span className={field.failed ? styles.failed : styles.value}>{field.value}</span>
          </span>
        ))}
      </span>
    </div>
  );
});

/** The element of the line that begins at `at`. */
export function logRowId(at: string): string {
  return `line-${at}`;
}
