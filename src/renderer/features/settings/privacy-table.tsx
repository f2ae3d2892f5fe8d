import type { ReactNode } from 'react';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { BodyPolicy, Logging } from '../../../shared/config/logging-config';
import { IconButton } from '../../ui/icon-button';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import table from '../../ui/table.module.css';
import styles from './privacy-table.module.css';

/** What a project or a route says; what it does not say is as elsewhere. */
export type Wishes = Logging['projects'][string];

/** The select's own word where nothing is said of bodies. */
const AS_ELSEWHERE = 'as-elsewhere';
const OPTIONS: readonly { value: BodyPolicy | typeof AS_ELSEWHERE; text: string }[] = [
  { value: AS_ELSEWHERE, text: 'as elsewhere' },
  { value: 'none', text: 'none' },
  { value: 'errors', text: 'of failed requests' },
  { value: 'all', text: 'all' },
];

interface PrivacyTableProps {
  /** What the rows are of. */
  of: string;
  removable?: boolean;
  children: ReactNode;
}

/** What may be kept, a row for each. */
export function PrivacyTable({ of, removable = false, children }: PrivacyTableProps) {
  return (
    <table className={clsx(table.table, styles.table)}>
      <thead>
        <tr>
          <th>{of}</th>
          <th className={styles.policy}>Bodies on disk</th>
          <th className={styles.private}>Private</th>
          <th className={styles.end} aria-label={removable ? 'Remove' : undefined} />
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface PrivacyRowProps {
  /** In the labels of its controls. */
  name: string;
  wishes: Wishes;
  onSave(wishes: Wishes): void;
  onRemove?(): void;
  children: ReactNode;
}

export function PrivacyRow({ name, wishes, onSave, onRemove, children }: PrivacyRowProps) {
  const { bodies, private: isPrivate = false } = wishes;
  const choose = (value: BodyPolicy | typeof AS_ELSEWHERE) =>
    onSave({ ...(value !== AS_ELSEWHERE && { bodies: value }), ...(isPrivate && { private: true }) });
  return (
    <tr>
      <td>{children}</td>
      <td>
        {isPrivate ? (
          'none, as it is private'
        ) : (
          <Select label={`Bodies of ${name}`} options={OPTIONS} value={bodies ?? AS_ELSEWHERE} onChange={choose} />
        )}
      </td>
      <td>
        <Switch
          label={isPrivate ? 'private' : 'no'}
          checked={isPrivate}
          onChange={(checked) => onSave({ ...(bodies !== undefined && { bodies }), ...(checked && { private: true }) })}
        />
      </td>
      <td>
        {onRemove && (
          <IconButton label={`Remove ${name}`} onClick={onRemove}>
            <X size={14} />
          </IconButton>
        )}
      </td>
    </tr>
  );
}
