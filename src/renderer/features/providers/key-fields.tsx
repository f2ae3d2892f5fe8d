import { Plus } from 'lucide-react';
import type { AppErrorData } from '../../../shared/errors';
import type { KeyState } from '../../../shared/model/provider';
import { Button } from '../../ui/button';
import { FieldRow } from '../../ui/field';
import { StatusMark } from '../../ui/status-mark';
import { addKey, canAddKey, changeKey, moveKey } from './key-drafts';
import { KeyRow } from './key-row';
import type { ProviderDraft } from './provider-draft';
import styles from './form-section.module.css';

interface KeyFieldsProps {
  draft: ProviderDraft;
  /** By place; null where nothing is wrong. */
  errors: readonly (string | null)[] | undefined;
  /** The saved provider's, as they stand now; none for a new one. */
  held: readonly KeyState[];
  /** Why there is no keychain. */
  problem: AppErrorData | null;
  onEdit(change: Partial<ProviderDraft>): void;
}

/** The provider's keys, in the order in which they stand in for each other. */
export function KeyFields({ draft, errors, held, problem, onEdit }: KeyFieldsProps) {
  const { keys } = draft;
  return (
    <section className={styles.section}>
      {problem && (
        <p className={styles.problem}>
          <StatusMark mark="warning" />
          <span>
            {problem.message} {problem.hint ?? 'Keys can be read from environment variables instead.'}
          </span>
        </p>
      )}
      {keys.map((key, place) => (
        <KeyRow
          key={key.row}
          draft={{ ...key, held: held.find(({ id }) => id === key.held?.id) ?? key.held }}
          preset={draft.preset}
          place={place}
          count={keys.length}
          error={errors?.[place] ?? undefined}
          keychainWorks={problem === null}
          onEdit={(change) => onEdit({ keys: changeKey(keys, key.row, change) })}
          onMove={(step) => onEdit({ keys: moveKey(keys, key.row, step) })}
          onRemove={() => onEdit({ keys: keys.filter(({ row }) => row !== key.row) })}
        />
      ))}
      {canAddKey(keys) && (
        <FieldRow
          label=""
          hint={keys.length > 1 ? 'A conversation stays with its key. One that is refused or limited rests.' : undefined}
        >
          {() => (
            <span className={styles.line}>
              <Button size="small" icon={<Plus size={12} />} onClick={() => onEdit({ keys: addKey(keys) })}>
                Add another key
              </Button>
            </span>
          )}
        </FieldRow>
      )}
    </section>
  );
}
