import type { AuthScheme, PresetId, UpstreamDialect } from '../../shared/model/provider';

/** Where a provider's prices come from: a table's own name for it, nothing to pay, or only what its answers state. */
export type PriceSource = { table: string } | 'free' | 'reported' | 'unknown';

/** Who serves a dialect: address, auth and habits, as data. One small file each. */
export interface ProviderDefinition {
  id: PresetId;
  name: string;
  /** null: the user gives it (custom) or the app does (simulator). */
  baseUrl: string | null;
  dialect: UpstreamDialect | null;
  auth: AuthScheme | null;
  needsKey: boolean;
  keyLooksLike: string | null;
  keyUrl: string | null;
  keyVariable: string | null;
  /** Path of the model list, after the base URL. */
  modelsPath: string;
  suggestedModels: string[];
  prices: PriceSource;
  playMoney?: true;
}
