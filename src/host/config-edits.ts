import type { ConfigFile } from '../shared/config/config-schema';
import { dropBudget, putBudget } from './budgets/edit-budgets';
import type { ConfigStore } from './config';
import type { Host } from './host-api';
import { putPrivacy, putTargets } from './providers/edit-config';

export type ConfigEdits = Pick<
  Host,
  | 'setTargets'
  | 'setPrivacy'
  | 'setPauseTarget'
  | 'saveBudget'
  | 'deleteBudget'
  | 'saveAppearance'
  | 'saveLogging'
  | 'saveRetention'
>;

/** What the screens change in the config file. `route` has the proxy route by it; each waits for that where it matters to a request. */
export function createConfigEdits({ update }: Pick<ConfigStore, 'update'>, route: () => Promise<void>): ConfigEdits {
  async function change(edit: (file: ConfigFile) => ConfigFile): Promise<void> {
    await update(edit);
    await route();
  }

  return {
    setTargets: (scenario, targets) => change((file) => putTargets(file, scenario, targets)),
    setPrivacy: (privacy) => change((file) => putPrivacy(file, privacy)),
    setPauseTarget: (target) =>
      change(({ pauseTarget: _before, ...file }) => (target === null ? file : { ...file, pauseTarget: target })),
    saveBudget: (input) => change((file) => putBudget(file, input)),
    deleteBudget: (name) => change((file) => dropBudget(file, name)),
    saveAppearance: (appearance) => update((file) => ({ ...file, appearance })),
    saveLogging: (logging) => update((file) => ({ ...file, logging })),
    saveRetention: (retention) => update((file) => ({ ...file, logging: { ...file.logging, retention } })),
  };
}
