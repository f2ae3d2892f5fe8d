import { UpstreamDialect, type PresetSummary } from '../../../shared/model/provider';
import { FieldRow, TextInput } from '../../ui/field';
import { Select } from '../../ui/select';
import { idFromName, type DraftErrors, type ProviderDraft } from './provider-draft';
import styles from './form-section.module.css';

interface ConnectionFieldsProps {
  draft: ProviderDraft;
  errors: DraftErrors;
  presets: readonly PresetSummary[];
  onEdit(change: Partial<ProviderDraft>): void;
  onPreset(preset: string): void;
}

const DIALECTS = UpstreamDialect.options.map((dialect) => ({ value: dialect, text: dialect }));
const DIALECT_HINTS: Record<UpstreamDialect, string> = {
  'anthropic-messages': 'Claude Code’s own dialect: passes through, bytes unchanged.',
  'openai-chat': 'Claude Code’s requests are translated.',
};

/** Who the provider is and where it is reached. */
export function ConnectionFields({ draft, errors, presets, onEdit, onPreset }: ConnectionFieldsProps) {
  const isNew = draft.previousId === null;
  const choices = presets.filter(({ id }) => id !== 'simulator').map(({ id, name }) => ({ value: id, text: name }));
  // The id of a custom provider follows its name until it is given one of its own.
  const rename = (name: string) =>
    onEdit(
      isNew && draft.preset.id === 'custom' && draft.id === idFromName(draft.name) ? { name, id: idFromName(name) } : { name },
    );
  return (
    <section className={styles.section}>
      {isNew && (
        <FieldRow label="Preset">
          {(ids) => <Select {...ids} options={choices} value={draft.preset.id} onChange={onPreset} />}
        </FieldRow>
      )}
      <FieldRow label="Name" error={errors.name}>
        {(ids) => (
          <TextInput
            {...ids}
            value={draft.name}
            placeholder={draft.preset.name}
            onChange={(event) => rename(event.target.value)}
          />
        )}
      </FieldRow>
      <FieldRow label="Id" error={errors.id} hint={draft.id === '' ? undefined : `Targets are written ${draft.id}/model.`}>
        {(ids) => <TextInput {...ids} mono value={draft.id} onChange={(event) => onEdit({ id: event.target.value })} />}
      </FieldRow>
      {draft.preset.id !== 'simulator' && (
        <>
          <FieldRow label="Base URL" error={errors.baseUrl}>
            {(ids) => (
              <TextInput
                {...ids}
                mono
                value={draft.baseUrl}
                placeholder="https://"
                onChange={(event) => onEdit({ baseUrl: event.target.value })}
              />
            )}
          </FieldRow>
          <FieldRow label="Dialect" hint={DIALECT_HINTS[draft.dialect]}>
            {(ids) => <Select {...ids} options={DIALECTS} value={draft.dialect} onChange={(dialect) => onEdit({ dialect })} />}
          </FieldRow>
        </>
      )}
    </section>
  );
}
