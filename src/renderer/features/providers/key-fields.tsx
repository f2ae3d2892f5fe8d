import { Lock } from 'lucide-react';
import type { AppErrorData } from '../../../shared/errors';
import type { KeyState } from '../../../shared/model/provider';
import { Button } from '../../ui/button';
import { FieldRow, TextInput } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { StatusMark } from '../../ui/status-mark';
import type { KeyChoice, ProviderDraft } from './provider-draft';
import styles from './form-section.module.css';

interface KeyFieldsProps {
  draft: ProviderDraft;
  error: string | undefined;
  /** How the saved provider's key stands; null for a new provider. */
  held: KeyState | null;
  /** Why there is no keychain. */
  problem: AppErrorData | null;
  onEdit(change: Partial<ProviderDraft>): void;
}

const CHOICES: readonly { value: KeyChoice; text: string }[] = [
  { value: 'keychain', text: 'Keychain' },
  { value: 'env', text: 'Environment variable' },
  { value: 'none', text: 'None' },
];

/** Where the key is. A key can be written here and never read. */
export function KeyFields({ draft, error, held, problem, onEdit }: KeyFieldsProps) {
  const choices =
    problem !== null && draft.keyChoice !== 'keychain' ? CHOICES.filter(({ value }) => value !== 'keychain') : CHOICES;
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
      <FieldRow label="Key">
        {() => (
          <span className={styles.line}>
            <Segmented
              label="Where the key is"
              options={choices}
              value={draft.keyChoice}
              onChange={(keyChoice) => onEdit({ keyChoice })}
            />
          </span>
        )}
      </FieldRow>
      {draft.keyChoice === 'keychain' && draft.keepsKey && (
        <FieldRow label="" error={error}>
          {() => (
            <span className={styles.line}>
              <Lock size={13} />
              in keychain{held?.lastFour && <code>…{held.lastFour}</code>}
              <Button size="small" onClick={() => onEdit({ keepsKey: false })}>
                Replace key
              </Button>
            </span>
          )}
        </FieldRow>
      )}
      {draft.keyChoice === 'keychain' && !draft.keepsKey && (
        <FieldRow label="" error={error} hint={describeKeyOrigin(draft)}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              type="password"
              aria-label="API key"
              placeholder={draft.preset.keyLooksLike ?? 'Paste the key'}
              value={draft.secret}
              onChange={(event) => onEdit({ secret: event.target.value })}
            />
          )}
        </FieldRow>
      )}
      {draft.keyChoice === 'env' && (
        <FieldRow label="" error={error} hint={describeVariable(draft, held)}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              aria-label="Environment variable"
              placeholder={draft.preset.keyVariable ?? 'NAME_OF_VARIABLE'}
              value={draft.variable}
              onChange={(event) => onEdit({ variable: event.target.value })}
            />
          )}
        </FieldRow>
      )}
    </section>
  );
}

function describeKeyOrigin({ preset }: ProviderDraft): string {
  const stored = 'It goes into the system keychain and is not shown again.';
  return preset.keyUrl === null ? stored : `Made at ${preset.keyUrl.replace(/^https?:\/\//, '')}. ${stored}`;
}

function describeVariable(draft: ProviderDraft, held: KeyState | null): string {
  if (held?.source === 'env' && held.variable === draft.variable) {
    return held.present ? 'It is set.' : (held.problem ?? 'It is not set where Switchyard was started.');
  }
  return 'Read where Switchyard was started, or from .env in the data folder.';
}
