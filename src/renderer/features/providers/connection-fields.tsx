import { UpstreamDialect, type OtherAddress, type PresetSummary } from '../../../shared/model/provider';
import { FieldRow, TextInput } from '../../ui/field';
import { Select } from '../../ui/select';
import { describeSpeech } from './describe-speech';
import { groupTitle } from './preset-groups';
import { changeDialect, idFromName, presetAddress, type DraftErrors, type ProviderDraft } from './provider-draft';
import styles from './form-section.module.css';

interface ConnectionFieldsProps {
  draft: ProviderDraft;
  errors: DraftErrors;
  presets: readonly PresetSummary[];
  onEdit(change: Partial<ProviderDraft>): void;
  onPreset(preset: string): void;
}

/** Who the provider is and where it is reached. */
export function ConnectionFields({ draft, errors, presets, onEdit, onPreset }: ConnectionFieldsProps) {
  const isNew = draft.previousId === null;
  const choices = presets
    .filter(({ id }) => id !== 'simulator')
    .map((preset) => ({ value: preset.id, text: preset.name, group: groupTitle(preset) }));
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
      {draft.preset.id !== 'simulator' && <AddressFields draft={draft} error={errors.baseUrl} onEdit={onEdit} />}
    </section>
  );
}

interface AddressFieldsProps {
  draft: ProviderDraft;
  error: string | undefined;
  onEdit(change: Partial<ProviderDraft>): void;
}

/** Stands for no dialect of the user's own. */
const ALL = 'all';

function AddressFields({ draft, error, onEdit }: AddressFieldsProps) {
  const { preset, dialect } = draft;
  const offered = preset.id === 'custom' ? UpstreamDialect.options : preset.endpoints.map((endpoint) => endpoint.dialect);
  const options = offered.map((one): { value: UpstreamDialect | typeof ALL; text: string } => ({ value: one, text: one }));
  if (preset.id !== 'custom') options.unshift({ value: ALL, text: 'as the preset' });
  return (
    <>
      <FieldRow label="Base URL" error={error} hint={<AddressHint draft={draft} onPick={(baseUrl) => onEdit({ baseUrl })} />}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            value={draft.baseUrl}
            placeholder={presetAddress(preset, dialect) || 'https://'}
            onChange={(event) => onEdit({ baseUrl: event.target.value })}
          />
        )}
      </FieldRow>
      <FieldRow label="Dialect" hint={describeSpeech(draft)}>
        {(ids) => (
          <Select
            {...ids}
            options={options}
            value={dialect ?? ALL}
            onChange={(choice) => onEdit(changeDialect(draft, choice === ALL ? null : choice))}
          />
        )}
      </FieldRow>
    </>
  );
}

/** What to fill in, and the vendor's other addresses. */
function AddressHint({ draft, onPick }: { draft: ProviderDraft; onPick(baseUrl: string): void }) {
  const { preset, dialect, baseUrl } = draft;
  const blanks = baseUrl.match(/\{\w+\}/g) ?? [];
  const usual: OtherAddress = { name: 'The usual one', baseUrl: presetAddress(preset, dialect) };
  // They are the preferred dialect's.
  const others = dialect === null ? [usual, ...preset.otherAddresses].filter((one) => one.baseUrl !== baseUrl) : [];
  const hasOthers = preset.otherAddresses.length > 0 && others.length > 0;
  return (
    <>
      {blanks.length > 0 && <>Put your own in place of {[...new Set(blanks)].join(' and ')}. </>}
      {hasOthers && (
        <span className={styles.others}>
          Also:
          {others.map((other) => (
            <button key={other.name} type="button" className={styles.other} onClick={() => onPick(other.baseUrl)}>
              {other.name}
            </button>
          ))}
        </span>
      )}
    </>
  );
}
