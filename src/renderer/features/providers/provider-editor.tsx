import { useEffect, useEffectEvent, useRef, type FormEvent } from 'react';
import { X } from 'lucide-react';
import type { PresetSummary, ProviderSummary } from '../../../shared/model/provider';
import { useAppState } from '../../state/app-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FormFailure } from '../../ui/form-failure';
import { IconButton } from '../../ui/icon-button';
import { Switch } from '../../ui/switch';
import { DeleteProvider } from './delete-provider';
import { ConnectionFields } from './connection-fields';
import { KeyFields } from './key-fields';
import { ModelFields } from './model-fields';
import { Monogram } from './monogram';
import { draftFromPreset, draftFromProvider, type ProviderDraft } from './provider-draft';
import { useProvidersStore } from './providers-store';
import { ProviderRests } from './provider-rests';
import { TestLine } from './test-line';
import styles from './provider-editor.module.css';

/** What the editor is open for. A new provider may begin without a preset chosen. */
export type EditorTarget = { kind: 'new'; preset: string | null } | { kind: 'existing'; id: string };

interface ProviderEditorProps {
  target: EditorTarget;
  presets: readonly PresetSummary[];
  onSaved(provider: ProviderSummary): void;
  onPreset(preset: string): void;
  onClose(): void;
}

/** The form of one provider. It holds a draft; nothing changes until it is saved. */
export function ProviderEditor({ target, presets, onSaved, onPreset, onClose }: ProviderEditorProps) {
  const { providers, keychainProblem } = useAppState();
  const { draft, errors, test, diagnosis, saving, failure, open, edit, save, runTest, runDiagnosis } = useProvidersStore();
  const takenIds = providers.map(({ id }) => id);
  const provider = target.kind === 'existing' ? (providers.find(({ id }) => id === target.id) ?? null) : null;

  const begin = useEffectEvent(() => open(beginDraft(target, presets, providers, keychainProblem === null)));
  // The editor is keyed by its target. A provider that was saved a moment ago may not be in the state yet.
  const known = target.kind === 'new' || provider !== null;
  useEffect(() => {
    if (known) begin();
    return () => open(null);
  }, [known, open]);

  // A new form begins where the hands go on, also when another preset was chosen and the form is another one.
  const form = useRef<HTMLFormElement>(null);
  const isNew = target.kind === 'new' && draft !== null;
  useEffect(() => {
    if (isNew) form.current?.querySelector<HTMLElement>('[role=combobox]')?.focus();
  }, [isNew]);

  if (target.kind === 'existing' && !provider) {
    return (
      <EmptyState title={`There is no provider "${target.id}"`} actions={<Button onClick={onClose}>Show all providers</Button>}>
        It was deleted or renamed.
      </EmptyState>
    );
  }
  if (!draft) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await save(takenIds);
    if (!saved) return;
    const preset = presets.find(({ id }) => id === saved.preset);
    if (preset) open(draftFromProvider(saved, preset));
    onSaved(saved);
  };
  const simulated = draft.preset.id === 'simulator';
  return (
    <form ref={form} className={styles.editor} onSubmit={(event) => void submit(event)} noValidate>
      <header className={styles.head}>
        <Monogram name={draft.name || draft.preset.name} />
        <div className={styles.titles}>
          <h2 className={styles.title}>{provider ? provider.name : `New provider`}</h2>
          <p className={styles.used}>{describeUse(provider)}</p>
        </div>
        {provider && (
          <Switch label={draft.enabled ? 'On' : 'Off'} checked={draft.enabled} onChange={(enabled) => edit({ enabled })} />
        )}
        <IconButton label="Close" onClick={onClose}>
          <X size={14} />
        </IconButton>
      </header>
      <div className={styles.body}>
        {provider && <ProviderRests providerId={provider.id} />}
        <ConnectionFields draft={draft} errors={errors} presets={presets} onEdit={edit} onPreset={onPreset} />
        {!simulated && (
          <KeyFields draft={draft} errors={errors.keys} held={provider?.keys ?? []} problem={keychainProblem} onEdit={edit} />
        )}
        <ModelFields draft={draft} error={errors.models} listed={test.phase === 'done' ? test.result.models : []} onEdit={edit} />
        <TestLine
          test={test}
          diagnosis={diagnosis}
          onTest={() => void runTest(takenIds)}
          onDiagnose={() => void runDiagnosis(takenIds)}
        />
      </div>
      <FormFailure error={failure} />
      <footer className={styles.foot}>
        <Button type="submit" variant="primary" disabled={saving}>
          {provider ? 'Save changes' : 'Add the provider'}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        {provider && <DeleteProvider provider={provider} onDeleted={onClose} />}
      </footer>
    </form>
  );
}

function describeUse(provider: ProviderSummary | null): string {
  if (!provider) return 'nothing is stored until you add it';
  if (provider.usedBy.length === 0) return 'used by no route';
  return `used by ${provider.usedBy.join(', ')}`;
}

function beginDraft(
  target: EditorTarget,
  presets: readonly PresetSummary[],
  providers: readonly ProviderSummary[],
  keychainWorks: boolean,
): ProviderDraft | null {
  if (target.kind === 'existing') {
    const provider = providers.find(({ id }) => id === target.id);
    const preset = presets.find(({ id }) => id === provider?.preset);
    return provider && preset ? draftFromProvider(provider, preset) : null;
  }
  const preset = presets.find(({ id }) => id === target.preset) ?? presets.find(({ id }) => id !== 'simulator');
  const takenIds = providers.map(({ id }) => id);
  return preset ? draftFromPreset(preset, takenIds, keychainWorks) : null;
}
