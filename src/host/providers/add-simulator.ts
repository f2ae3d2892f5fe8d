import { listPresets } from '../../proxy';
import type { ConfigStore } from '../config';
import { putProvider, putTargets } from './edit-config';

/** Adds the simulator as a provider, if there is none, and makes it the default route's target if that has none. Returns its id. */
export async function addSimulator(config: ConfigStore): Promise<string> {
  const models = listPresets().find((preset) => preset.id === 'simulator')?.suggestedModels ?? [];
  let id = 'simulator';
  await config.update((file) => {
    const providers = file.providers ?? [];
    const present = providers.find((provider) => provider.preset === 'simulator');
    id = present?.id ?? findFreeId(new Set(providers.map((provider) => provider.id)));
    const entry = { id, preset: 'simulator' as const, keys: [{ source: 'none' as const }], models };
    const withSimulator = present ? file : putProvider(file, entry, null);
    return file.routes?.default ? withSimulator : putTargets(withSimulator, 'default', [`${id}/${models[0]}`]);
  });
  return id;
}

function findFreeId(taken: ReadonlySet<string>): string {
  let id = 'simulator';
  for (let number = 2; taken.has(id); number++) id = `simulator-${number}`;
  return id;
}
