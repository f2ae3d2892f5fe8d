import { FieldRow, TextInput } from '../../ui/field';
import { Select } from '../../ui/select';
import type { BudgetDraft, DraftErrors } from './budget-draft';
import { WINDOWS } from './budget-words';
import styles from './budget-editor.module.css';

interface LimitFieldsProps {
  draft: BudgetDraft;
  errors: DraftErrors;
  onEdit(change: Partial<BudgetDraft>): void;
}

/** What it is called, and how much there is of it for how long. */
export function LimitFields({ draft, errors, onEdit }: LimitFieldsProps) {
  return (
    <section className={styles.section}>
      <FieldRow label="Name" error={errors.name}>
        {(ids) => <TextInput {...ids} value={draft.name} onChange={({ target }) => onEdit({ name: target.value })} />}
      </FieldRow>
      <FieldRow label="Limit, $" error={errors.limit} hint="It starts anew by the clock of this machine.">
        {(ids) => (
          <span className={styles.pair}>
            <TextInput
              {...ids}
              inputMode="decimal"
              placeholder="5"
              value={draft.limit}
              onChange={({ target }) => onEdit({ limit: target.value })}
            />
            <Select label="For how long" options={WINDOWS} value={draft.per} onChange={(per) => onEdit({ per })} />
          </span>
        )}
      </FieldRow>
    </section>
  );
}
