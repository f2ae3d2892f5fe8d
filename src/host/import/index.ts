import type { ImportOptions, ImportResult } from './import-classic-config';

export type { ImportResult } from './import-classic-config';

/**
 * The front door of the import; see {@link import('./import-classic-config').importClassicConfig}. Loaded when it is asked for: it
 * runs once in a lifetime, and a proxy that runs for weeks has no use for its parser.
 */
export async function importClassicConfig(options: ImportOptions): Promise<ImportResult> {
  const module = await import('./import-classic-config');
  return module.importClassicConfig(options);
}
