import { useId, useState } from 'react';
import type { ProviderSummary } from '../../../shared/model/provider';
import { SuggestInput } from '../../ui/suggest-input';
import { checkTarget } from './edit-targets';
import styles from './target-picker.module.css';

interface TargetPickerProps {
  /** The targets of the route as it is: none is offered twice. */
  targets: readonly string[];
  providers: readonly ProviderSummary[];
  label: string;
  onPick(target: string): void;
}

/** Chooses a provider's model, or takes one that is typed. */
export function TargetPicker({ targets, providers, label, onPick }: TargetPickerProps) {
  const [error, setError] = useState<string | null>(null);
  const noteId = useId();
  const suggestions = providers
    .flatMap(({ id, models }) => models.map((model) => `${id}/${model}`))
    .filter((target) => !targets.includes(target));
  const pick = (target: string) => {
    const problem = checkTarget(
      target,
      targets,
      providers.map(({ id }) => id),
    );
    setError(problem);
    if (problem === null) onPick(target);
  };
  return (
    <div className={styles.picker}>
      <span className={styles.label}>{label}</span>
      <SuggestInput
        label={label}
        placeholder="Choose a model, or type provider/model"
        suggestions={suggestions}
        onPick={pick}
        aria-describedby={noteId}
      />
      <span id={noteId} role="status" className={styles.error}>
        {error}
      </span>
    </div>
  );
}
