import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import type { ProviderInput } from '../../../shared/ipc/contract';
import type { Diagnosis } from '../../../shared/model/diagnosis';
import type { PresetSummary, ProviderSummary, ProviderTestResult } from '../../../shared/model/provider';
import { call } from '../../api/api';
import { LOADING, type Loadable } from '../../state/loadable';
import { checkDraft, toProviderInput, type DraftErrors, type ProviderDraft } from './provider-draft';

export type TestState =
  | { phase: 'idle' }
  | { phase: 'running' }
  | { phase: 'done'; result: ProviderTestResult }
  | { phase: 'failed'; error: AppErrorData };

export type DiagnosisState =
  { phase: 'idle' } | { phase: 'running' } | { phase: 'done'; result: Diagnosis } | { phase: 'failed'; error: AppErrorData };

interface ProvidersStore {
  presets: Loadable<PresetSummary[]>;
  draft: ProviderDraft | null;
  errors: DraftErrors;
  test: TestState;
  diagnosis: DiagnosisState;
  saving: boolean;
  /** Why it could not be saved or deleted. */
  failure: AppErrorData | null;
  loadPresets(): Promise<void>;
  open(draft: ProviderDraft | null): void;
  edit(change: Partial<ProviderDraft>): void;
  /** Saves the draft; null when it can't be, with the reason in `errors` or `failure`. */
  save(takenIds: readonly string[]): Promise<ProviderSummary | null>;
  runTest(takenIds: readonly string[]): Promise<void>;
  runDiagnosis(takenIds: readonly string[]): Promise<void>;
  /** True when it is gone. */
  remove(id: string): Promise<boolean>;
}

const CLEAN = { errors: {}, test: { phase: 'idle' }, diagnosis: { phase: 'idle' }, failure: null, saving: false } as const;

/** The provider that is being added or edited. */
export const useProvidersStore = create<ProvidersStore>()((set, get) => ({
  presets: LOADING,
  draft: null,
  ...CLEAN,

  async loadPresets() {
    if (get().presets.phase === 'ready') return;
    try {
      set({ presets: { phase: 'ready', value: await call('providers.presets') } });
    } catch (error) {
      set({ presets: { phase: 'failed', error: toAppErrorData(error) } });
    }
  },

  open(draft) {
    set({ draft, ...CLEAN });
  },

  edit(change) {
    // What was found wrong is looked at again when it is saved; a test's outcome holds for what was tested only.
    set(({ draft, errors, test, diagnosis }) => ({
      draft: draft && { ...draft, ...change },
      errors: withoutChanged(errors, change),
      test: 'models' in change || 'name' in change ? test : { phase: 'idle' },
      diagnosis: 'models' in change || 'name' in change ? diagnosis : { phase: 'idle' },
      failure: null,
    }));
  },

  async save(takenIds) {
    const { draft } = get();
    if (!draft) return null;
    const errors = checkDraft(draft, takenIds);
    set({ errors, failure: null });
    if (Object.keys(errors).length > 0) return null;
    set({ saving: true });
    try {
      const provider = await call('providers.save', toProviderInput(draft));
      set({ saving: false });
      return provider;
    } catch (error) {
      set({ saving: false, failure: toAppErrorData(error) });
      return null;
    }
  },

  async runTest(takenIds) {
    const input = prepareTest(takenIds);
    if (!input) return;
    set({ test: { phase: 'running' }, diagnosis: { phase: 'idle' } });
    const outcome = await call('providers.test', input).then(
      (result): TestState => ({ phase: 'done', result }),
      (error): TestState => ({ phase: 'failed', error: toAppErrorData(error) }),
    );
    // The form may show another provider, or another key, by now.
    if (get().test.phase === 'running') set({ test: outcome });
  },

  async runDiagnosis(takenIds) {
    const input = prepareTest(takenIds);
    if (!input) return;
    set({ diagnosis: { phase: 'running' }, test: { phase: 'idle' } });
    const outcome = await call('providers.diagnose', input).then(
      (result): DiagnosisState => ({ phase: 'done', result }),
      (error): DiagnosisState => ({ phase: 'failed', error: toAppErrorData(error) }),
    );
    if (get().diagnosis.phase === 'running') set({ diagnosis: outcome });
  },

  async remove(id) {
    set({ failure: null });
    try {
      await call('providers.delete', { id });
      return true;
    } catch (error) {
      set({ failure: toAppErrorData(error) });
      return false;
    }
  },
}));

/** The form as a test sends it; null, with the reason in `errors`, while it cannot be. */
function prepareTest(takenIds: readonly string[]): ProviderInput | null {
  const { draft } = useProvidersStore.getState();
  if (!draft) return null;
  // Which models there are is what a test finds out.
  const { models: _models, ...errors } = checkDraft(draft, takenIds);
  useProvidersStore.setState({ errors });
  return Object.keys(errors).length > 0 ? null : toProviderInput(draft);
}

function withoutChanged(errors: DraftErrors, change: Partial<ProviderDraft>): DraftErrors {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !(field in change)));
}
