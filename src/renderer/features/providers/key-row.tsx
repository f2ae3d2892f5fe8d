import { ChevronDown, ChevronUp, Lock, X } from 'lucide-react';
import { Button } from '../../ui/button';
import { FieldRow, TextInput } from '../../ui/field';
import { IconButton } from '../../ui/icon-button';
import { Segmented } from '../../ui/segmented';
import type { KeyChoice, KeyDraft } from './key-drafts';
import type { ProviderDraft } from './provider-draft';
import styles from './form-section.module.css';

interface KeyRowProps {
  draft: KeyDraft;
  preset: ProviderDraft['preset'];
  /** From 0 on. */
  place: number;
  /** How many keys there are. */
  count: number;
  error: string | undefined;
  keychainWorks: boolean;
  onEdit(change: Partial<KeyDraft>): void;
  onMove(step: -1 | 1): void;
  onRemove(): void;
}

const CHOICES: readonly { value: KeyChoice; text: string }[] = [
  { value: 'keychain', text: 'Keychain' },
  { value: 'env', text: 'Environment variable' },
  { value: 'none', text: 'None' },
];

/** One key: where it is, and its place among the others. It can be written here and never read. */
export function KeyRow({ draft, preset, place, count, error, keychainWorks, onEdit, onMove, onRemove }: KeyRowProps) {
  const { choice, keepsKey } = draft;
  const several = count > 1;
  const suffix = place === 0 ? '' : ` ${place + 1}`;
  const choices = CHOICES.filter(
    ({ value }) =>
      (value !== 'keychain' || keychainWorks || choice === 'keychain') && (value !== 'none' || !several || choice === 'none'),
  );
  return (
    <>
      <FieldRow label={`Key${suffix}`}>
        {() => (
          <span className={styles.line}>
            <Segmented
              label={`Where the key${suffix} is`}
              options={choices}
              value={choice}
              onChange={(value) => onEdit({ choice: value })}
            />
            {several && (
              <span className={styles.tools}>
                <IconButton label={`Move key ${place + 1} up`} disabled={place === 0} onClick={() => onMove(-1)}>
                  <ChevronUp size={14} />
                </IconButton>
                <IconButton label={`Move key ${place + 1} down`} disabled={place === count - 1} onClick={() => onMove(1)}>
                  <ChevronDown size={14} />
                </IconButton>
                <IconButton label={`Remove key ${place + 1}`} onClick={onRemove}>
                  <X size={14} />
                </IconButton>
              </span>
            )}
          </span>
        )}
      </FieldRow>
      {choice === 'keychain' && draft.name !== null && draft.held?.source !== 'keychain' && (
        <FieldRow label="" hint="Its name here, in the log and in the keychain.">
          {(ids) => (
            <TextInput
              {...ids}
              mono
              aria-label={`Name of key${suffix}`}
              value={draft.name ?? ''}
              onChange={(event) => onEdit({ name: event.target.value })}
            />
          )}
        </FieldRow>
      )}
      {choice === 'keychain' && keepsKey && (
        <FieldRow label="" error={error}>
          {() => (
            <span className={styles.line}>
              <Lock size={13} />
              {draft.name !== null && <span>{draft.name},</span>}
              in keychain{draft.held?.lastFour && <code>…{draft.held.lastFour}</code>}
              <Button size="small" onClick={() => onEdit({ keepsKey: false })}>
                Replace key
              </Button>
            </span>
          )}
        </FieldRow>
      )}
      {choice === 'keychain' && !keepsKey && (
        <FieldRow label="" error={error} hint={describeKeyOrigin(preset)}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              type="password"
              aria-label={`API key${suffix}`}
              placeholder={preset.keyLooksLike ?? 'Paste the key'}
              value={draft.secret}
              onChange={(event) => onEdit({ secret: event.target.value })}
            />
          )}
        </FieldRow>
      )}
      {choice === 'env' && (
        <FieldRow label="" error={error} hint={describeVariable(draft)}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              aria-label={`Environment variable${suffix}`}
              placeholder={preset.keyVariable ?? 'NAME_OF_VARIABLE'}
              value={draft.variable}
              onChange={(event) => onEdit({ variable: event.target.value })}
            />
          )}
        </FieldRow>
      )}
    </>
  );
}

function describeKeyOrigin({ keyUrl }: ProviderDraft['preset']): string {
  const stored = 'It goes into the system keychain and is not shown again.';
  return keyUrl === null ? stored : `Made at ${keyUrl.replace(/^https?:\/\//, '')}. ${stored}`;
}

function describeVariable({ held, variable }: KeyDraft): string {
  if (held?.source === 'env' && held.name === variable) {
    return held.present ? 'It is set.' : (held.problem ?? 'It is not set where Switchyard was started.');
  }
  return 'Read where Switchyard was started, or from .env in the data folder.';
}
