import { useEffect } from 'react';
import { Plus } from 'lucide-react';
import { call } from '../../api/api';
import { goTo } from '../../navigation/use-view';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { useUnexpired } from '../../state/use-unexpired';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { PageHead } from '../../ui/page-head';
import { SectionHead } from '../../ui/section-head';
import { SkeletonRows } from '../../ui/skeleton-rows';
import type { PresetSummary } from '../../../shared/model/provider';
import { PresetGrid } from './preset-grid';
import { ProviderEditor, type EditorTarget } from './provider-editor';
import { ProviderTable } from './provider-table';
import { useProvidersStore } from './providers-store';
import styles from './providers-page.module.css';

const close = () => goTo({ page: 'providers', providerId: null });

/** The providers, and beside them the one that is being added or edited. */
export function ProvidersPage({ target }: { target: EditorTarget | null }) {
  const { providers, keychainProblem, breakers } = useAppState();
  const resting = useUnexpired(breakers).items;
  const { presets, loadPresets } = useProvidersStore();
  useEffect(() => void loadPresets(), [loadPresets]);
  const pick = (preset: PresetSummary) => {
    if (preset.id === 'simulator') void runAction(() => call('providers.add-simulator'));
    else goTo({ page: 'new-provider', preset: preset.id });
  };
  const offered = (presets.phase === 'ready' ? presets.value : []).filter(
    ({ id }) => id !== 'simulator' || !providers.some((provider) => provider.preset === 'simulator'),
  );
  return (
    <>
      <PageHead
        title="Providers"
        actions={
          <Button
            variant={target === null ? 'primary' : 'plain'}
            size="small"
            icon={<Plus size={12} />}
            onClick={() => goTo({ page: 'new-provider', preset: null })}
          >
            Add a provider
          </Button>
        }
      />
      <div className={styles.split}>
        <section className={styles.list}>
          {providers.length === 0 ? (
            <EmptyState title="There is no provider yet">
              A provider is who answers: an account at a vendor, a gateway, or a server on this machine.
            </EmptyState>
          ) : (
            <ProviderTable providers={providers} selectedId={target?.kind === 'existing' ? target.id : null} breakers={resting} />
          )}
          {keychainProblem === null && providers.length > 0 && (
            <p className={styles.note}>Keys stay in the system keychain. Switchyard can use a key, never show it.</p>
          )}
          <div className={styles.more}>
            <SectionHead
              title={providers.length === 0 ? 'Begin with' : 'Add another'}
              note="a preset fills in address, dialect and models"
            />
            {presets.phase === 'loading' && <SkeletonRows />}
            {presets.phase === 'failed' && (
              <Failure error={presets.error} action={<Button onClick={() => void loadPresets()}>Ask again</Button>} />
            )}
            <div className={styles.presets}>
              <PresetGrid presets={offered} onPick={pick} />
            </div>
          </div>
        </section>
        {target && presets.phase === 'ready' && (
          <aside className={styles.pane} aria-label={target.kind === 'new' ? 'New provider' : `Provider ${target.id}`}>
            <ProviderEditor
              key={target.kind === 'new' ? `new ${target.preset}` : target.id}
              target={target}
              presets={presets.value}
              onSaved={(provider) => goTo({ page: 'providers', providerId: provider.id }, { replace: true })}
              onPreset={(preset) => goTo({ page: 'new-provider', preset }, { replace: true })}
              onClose={close}
            />
          </aside>
        )}
      </div>
    </>
  );
}
