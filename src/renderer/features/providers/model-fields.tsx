import { X } from 'lucide-react';
import { countOf } from '../../format/format-tokens';
import { Button } from '../../ui/button';
import { FieldRow } from '../../ui/field';
import { SuggestInput } from '../../ui/suggest-input';
import type { ProviderDraft } from './provider-draft';
import styles from './model-fields.module.css';
import section from './form-section.module.css';

interface ModelFieldsProps {
  draft: ProviderDraft;
  error: string | undefined;
  /** What the provider listed when it was tested. */
  listed: readonly string[];
  onEdit(change: Partial<ProviderDraft>): void;
}

/** The models that routes can lead to. */
export function ModelFields({ draft, error, listed, onEdit }: ModelFieldsProps) {
  const { models } = draft;
  const known = [...new Set([...listed, ...draft.preset.suggestedModels])];
  const remaining = known.filter((model) => !models.includes(model));
  const add = (added: readonly string[]) => onEdit({ models: [...new Set([...models, ...added])] });
  const unused = listed.filter((model) => !models.includes(model));
  return (
    <section className={section.section}>
      <FieldRow label="Models" error={error} hint={listed.length === 0 ? 'A test asks the provider for its list.' : undefined}>
        {(ids) => (
          <div className={styles.models}>
            {models.length > 0 && (
              <ul className={styles.list}>
                {models.map((model) => (
                  <li key={model} className={styles.model}>
                    <code className="cut" title={model}>
                      {model}
                    </code>
                    <button
                      type="button"
                      className={styles.remove}
                      aria-label={`Remove ${model}`}
                      onClick={() => onEdit({ models: models.filter((other) => other !== model) })}
                    >
                      <X size={12} />
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <SuggestInput
              {...ids}
              label="Add a model"
              placeholder={remaining.length > 0 ? `Add a model; ${remaining.length} to choose from` : 'Add a model by its id'}
              suggestions={remaining}
              onPick={(model) => add([model])}
            />
            {unused.length > 0 && (
              <span className={styles.listed}>
                <Button size="small" onClick={() => onEdit({ models: [...listed] })}>
                  Use listed models
                </Button>
                <span>{countOf(listed.length, 'model')} listed by the provider</span>
              </span>
            )}
          </div>
        )}
      </FieldRow>
    </section>
  );
}
