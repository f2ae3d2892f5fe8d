import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import { IconButton } from '../../ui/icon-button';
import { Select } from '../../ui/select';
import type { BudgetDraft, StepDraft } from './budget-draft';
import { ACTIONS } from './budget-words';
import styles from './budget-editor.module.css';

interface StepFieldsProps {
  steps: readonly StepDraft[];
  errors: (string | null)[] | undefined;
  onEdit(change: Pick<BudgetDraft, 'steps'>): void;
}

const MOST_STEPS = 10;

/** What happens from which share of the limit on. */
export function StepFields({ steps, errors, onEdit }: StepFieldsProps) {
  const change = (index: number, part: Partial<StepDraft>) =>
    onEdit({ steps: steps.map((step, place) => (place === index ? { ...step, ...part } : step)) });
  return (
    <fieldset className={styles.section}>
      <legend className="sr-only">Steps</legend>
      <p className={styles.legend} aria-hidden="true">
        Steps
      </p>
      {steps.map(({ at, then }, index) => {
        const error = errors?.[index] ?? null;
        const noteId = `step-${index}-note`;
        return (
          // Steps have no identity but their place.
          <div key={index} className={styles.step}>
            <TextInput
              aria-label={`Share of step ${index + 1}, in percent`}
              aria-invalid={error !== null}
              aria-describedby={noteId}
              inputMode="decimal"
              value={at}
              onChange={({ target }) => change(index, { at: target.value })}
            />
            <span aria-hidden="true">%</span>
            <Select
              label={`What step ${index + 1} does`}
              options={ACTIONS}
              value={then}
              onChange={(action) => change(index, { then: action })}
            />
            <IconButton
              label={`Remove step ${index + 1}`}
              onClick={() => onEdit({ steps: steps.filter((_, place) => place !== index) })}
            >
              <X size={14} />
            </IconButton>
            <span id={noteId} className={styles.problem}>
              {error}
            </span>
          </div>
        );
      })}
      {steps.length < MOST_STEPS && (
        <span>
          <Button
            size="small"
            icon={<Plus size={12} />}
            onClick={() => onEdit({ steps: [...steps, { at: '', then: 'notify' }] })}
          >
            Add a step
          </Button>
        </span>
      )}
      <p className={styles.quiet}>
        {steps.length === 0
          ? 'Without a step nothing happens: it only shows what is spent.'
          : 'Next target: what costs money is passed over while another target comes after it. Block: what costs money is refused; free and local models go on.'}
      </p>
    </fieldset>
  );
}
