import type { ProviderConfig } from '../../shared/config/config-schema';
import type { AuthScheme, PresetId, UpstreamDialect } from '../../shared/model/provider';
import { catalog } from './catalog';
import type { PriceSource } from './provider-definition';

export interface ProviderModel {
  id: string;
  /** Tokens; undefined when not known. */
  contextWindow?: number | undefined;
  maxOutputTokens?: number | undefined;
}

/** A provider ready to be called: the preset's data with the user's own on top. */
export interface ResolvedProvider {
  id: string;
  name: string;
  preset: PresetId;
  /** Without a slash at the end. */
  baseUrl: string;
  dialect: UpstreamDialect;
  auth: AuthScheme;
  headers: Readonly<Record<string, string>>;
  needsKey: boolean;
  modelsPath: string;
  models: ProviderModel[];
  enabled: boolean;
  prices: PriceSource;
  playMoney: boolean;
}

/**
 * Lays a provider of the config over its preset. `simulatorUrl` is where the built-in simulator listens; while it
 * does not, the simulator's address is empty and a call to it fails as unreachable.
 */
export function resolveProvider(config: ProviderConfig, simulatorUrl: string | null): ResolvedProvider {
  const preset = catalog[config.preset];
  const dialect = config.dialect ?? preset.dialect ?? 'openai-chat';
  const ownUrl = config.preset === 'simulator' ? simulatorUrl : config.baseUrl;
  return {
    id: config.id,
    name: config.name ?? (config.preset === 'custom' ? config.id : preset.name),
    preset: config.preset,
    baseUrl: (ownUrl ?? preset.baseUrl ?? '').replace(/\/+$/, ''),
    dialect,
    auth: config.auth ?? preset.auth ?? (dialect === 'anthropic-messages' ? 'x-api-key' : 'bearer'),
    headers: config.headers,
    needsKey: needsKey(config, preset.needsKey),
    modelsPath: config.preset === 'custom' && dialect === 'anthropic-messages' ? '/v1/models' : preset.modelsPath,
    models: config.models,
    enabled: config.enabled,
    prices: preset.prices,
    playMoney: preset.playMoney ?? false,
  };
}

/** keychain is what a provider has when nothing is said, so for a local server it does not mean that a key must be there. */
function needsKey(config: ProviderConfig, presetNeedsKey: boolean): boolean {
  const source = config.keys[0]?.source;
  if (source === undefined || source === 'none') return false;
  return presetNeedsKey || source === 'env' || config.preset === 'custom';
}

/** The headers that carry a provider's key and the user's own headers. */
export function providerHeaders(provider: ResolvedProvider, key: string | null): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(provider.headers)) headers[name.toLowerCase()] = value;
  if (key !== null) {
    if (provider.auth === 'bearer') headers.authorization = `Bearer ${key}`;
    else headers['x-api-key'] = key;
  }
  return headers;
}
