import { useState } from 'react';
import { Play, Plus } from 'lucide-react';
import type { AppState } from '../../../shared/ipc/contract';
import { findKeyProblem, type PresetSummary, type ProviderSummary } from '../../../shared/model/provider';
import { call } from '../../api/api';
import { useExchangesStore } from '../../state/exchanges-store';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { StatusMark } from '../../ui/status-mark';
import { Tag } from '../../ui/tag';
import { PresetGrid, ProviderEditor, useProvidersStore, type EditorTarget } from '../providers';
import { TargetPicker } from '../routes';
import { findFirstSince, useOnboardingStore } from './onboarding-store';
import { PassingRow } from './passing-row';
import styles from './answer-step.module.css';

interface AnswerStepProps {
  state: AppState;
  open: boolean;
  onDone(): void;
  onReopen(): void;
}

/** The first stop: the simulator for a try, or a provider of one's own, and the model that the default route leads to. */
export function AnswerStep({ state, open, onDone, onReopen }: AnswerStepProps) {
  const [editing, setEditing] = useState<EditorTarget | null>(null);
  const { trial, tryNow } = useOnboardingStore();
  const presets = useProvidersStore((store) => store.presets);
  const trialRow = useExchangesStore((store) => findFirstSince(store.rows, trial.phase === 'idle' ? null : trial.since));
  const targets = (state.routes.find(({ scenario }) => scenario === 'default')?.targets ?? []).map(({ target }) => target);
  const setTarget = (target: string) => runAction(() => call('routes.set-targets', { scenario: 'default', targets: [target] }));

  const saved = async (provider: ProviderSummary) => {
    setEditing(null);
    const model = provider.models[0];
    const onlySimulator = targets.every((target) => target.startsWith('simulator/'));
    // A provider of one's own is what one wants answers from; the simulator was only there to try.
    if (model !== undefined && onlySimulator) await setTarget(`${provider.id}/${model}`);
  };

  if (!open) return <Chosen state={state} targets={targets} onReopen={onReopen} />;
  if (editing && presets.phase === 'ready') {
    return (
      <div className={styles.editor}>
        <ProviderEditor
          key={editing.kind === 'new' ? editing.preset : editing.id}
          target={editing}
          presets={presets.value}
          onSaved={(provider) => void saved(provider)}
          onPreset={(preset) => setEditing({ kind: 'new', preset })}
          onClose={() => setEditing(null)}
        />
      </div>
    );
  }
  return (
    <>
      <p className={styles.text}>
        Send one request through the built-in simulator, which costs nothing, or add the provider you have a key for.
      </p>
      <div className={styles.options}>
        <div className={styles.option}>
          <span>
            <b className={styles.name}>Try it now</b>
            <span className={styles.what}>The simulator answers on this machine, with play money.</span>
          </span>
          <Button
            variant={state.providers.length === 0 ? 'primary' : 'plain'}
            icon={<Play size={12} />}
            disabled={trial.phase === 'running'}
            onClick={() => void tryNow()}
          >
            {trial.phase === 'idle' ? 'Send a trial request' : trial.phase === 'running' ? 'Sending' : 'Send another'}
          </Button>
        </div>
        {trial.phase !== 'idle' && (
          <div className={styles.trial}>
            {trialRow && <PassingRow exchange={trialRow} />}
            {trial.phase === 'answered' && <p className={styles.answer}>{trial.text}</p>}
            {trial.phase === 'failed' && (
              <p role="alert" className={styles.failed}>
                <StatusMark mark="failed" />
                <span>
                  {trial.error.message} {trial.error.hint}
                </span>
              </p>
            )}
          </div>
        )}
        <div className={styles.own}>
          <b className={styles.name}>Add a provider</b>
          <span className={styles.what}>Your account at a vendor, a gateway, or a server on this machine.</span>
          <div className={styles.presets}>
            <PresetGrid
              short
              presets={offered(presets.phase === 'ready' ? presets.value : [])}
              onPick={(preset) => setEditing({ kind: 'new', preset: preset.id })}
            />
          </div>
        </div>
      </div>
      {state.providers.length > 0 && <Providers providers={state.providers} targets={targets} onTarget={setTarget} />}
      {targets.length > 0 && (
        <div className={styles.actions}>
          <Button variant="primary" onClick={onDone}>
            Go on
          </Button>
        </div>
      )}
    </>
  );
}

function offered(presets: readonly PresetSummary[]): PresetSummary[] {
  return presets.filter(({ id }) => id !== 'simulator');
}

interface ProvidersProps {
  providers: readonly ProviderSummary[];
  targets: readonly string[];
  onTarget(target: string): void;
}

function Providers({ providers, targets, onTarget }: ProvidersProps) {
  const [changing, setChanging] = useState(false);
  return (
    <div className={styles.chosen}>
      {targets[0] !== undefined && !changing ? (
        <p className={styles.target}>
          Requests go to <code>{targets[0]}</code>
          <Button size="small" variant="ghost" onClick={() => setChanging(true)}>
            Change
          </Button>
        </p>
      ) : (
        <TargetPicker
          targets={[]}
          providers={providers}
          label="The model that requests go to"
          onPick={(target) => {
            setChanging(false);
            onTarget(target);
          }}
        />
      )}
    </div>
  );
}

function Chosen({ state, targets, onReopen }: { state: AppState; targets: readonly string[]; onReopen(): void }) {
  return (
    <div className={styles.done}>
      {state.providers.map((provider) => (
        <Tag key={provider.id}>
          <StatusMark mark={findKeyProblem(provider.keys) === null ? 'ok' : 'failed'} />
          {provider.name}
        </Tag>
      ))}
      {targets[0] !== undefined && (
        <span className={styles.what}>
          requests go to <code>{targets[0]}</code>
        </span>
      )}
      <Button size="small" variant="ghost" icon={<Plus size={12} />} onClick={onReopen}>
        Add another
      </Button>
    </div>
  );
}
