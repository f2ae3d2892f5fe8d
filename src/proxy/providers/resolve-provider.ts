import { lookUpWindow, type PriceSource } from '../../pricing';
import type { ProviderConfig } from '../../shared/config/config-schema';
import type { AuthScheme, PresetId, UpstreamDialect } from '../../shared/model/provider';
import type { NetworkConfig } from '../../shared/config/network-config';
import type { Quirks } from '../../shared/model/quirks';
import { dialectQuirks } from '../dialects/default-quirks';
import { findWay, type NetworkReadings, type ProviderNetwork, type Way } from '../network/find-way';
import { catalog } from './catalog';
import type { ModelRule, ProviderDefinition, ProviderEndpoint } from './provider-definition';

export interface ProviderModel {
  id: string;
  /** Tokens; undefined when not known. */
  contextWindow?: number | undefined;
  maxOutputTokens?: number | undefined;
  /** False: it is known to take no images; undefined counts as able. */
  vision?: boolean | undefined;
}

export interface ResolvedEndpoint {
  dialect: UpstreamDialect;
  /** Without a slash at the end. */
  baseUrl: string;
  auth: AuthScheme;
  /** The provider's and the endpoint's; the model's come on top. */
  quirks: Partial<Quirks>;
  /** How it is reached; null: the plain way. */
  way: Way | null;
}

/** A provider ready to be called: the preset's data with the user's own on top. */
export interface ResolvedProvider {
  id: string;
  name: string;
  preset: PresetId;
  /** In order of preference; never empty. */
  endpoints: [ResolvedEndpoint, ...ResolvedEndpoint[]];
  headers: Readonly<Record<string, string>>;
  needsKey: boolean;
  /** The whole address of the list of models; null where it has none. */
  modelsUrl: string | null;
  /** How the key goes along there. */
  modelsAuth: AuthScheme;
  /** Where the key is checked before the list; null where the list itself wants it. */
  keyCheckUrl: string | null;
  models: ProviderModel[];
  modelRules: ModelRule[];
  /** The user's own, over everything. */
  quirks: Partial<Quirks>;
  /** The user's own, in ms; what is left out is as usual. */
  limits: NonNullable<ProviderConfig['limits']>;
  /** How the way to an address of the provider's is found. */
  network: ProviderNetwork;
  enabled: boolean;
  prices: PriceSource;
  playMoney: boolean;
}

/** One model of a provider, with the endpoint that serves a client's dialect best and the habits that hold there. */
export interface ResolvedModel {
  model: ProviderModel;
  endpoint: ResolvedEndpoint;
  quirks: Quirks;
}

/** The network settings that hold for all providers, and what was read for them. */
export interface SharedNetwork extends NetworkReadings {
  network: NetworkConfig;
}

const NO_NETWORK: SharedNetwork = { network: { proxy: 'none', noProxy: [] }, variables: {}, certificates: {} };

/**
 * Lays a provider of the config over its preset. `simulatorUrl` is where the built-in simulator listens; while it
 * does not, the simulator's address is empty and a call to it fails as unreachable. An address or a dialect of the
 * user's own means that one endpoint only. Without `shared` the provider is reached without the settings for all.
 */
export function resolveProvider(
  config: ProviderConfig,
  simulatorUrl: string | null,
  shared: SharedNetwork = NO_NETWORK,
): ResolvedProvider {
  const preset = catalog[config.preset];
  const network: ProviderNetwork = {
    ...shared,
    proxy: config.proxy,
    caFile: config.caFile,
    connectMs: config.limits?.connectMs,
  };
  const ownUrl = config.preset === 'simulator' ? simulatorUrl : config.baseUrl;
  const [first, ...rest] = chooseEndpoints(config, preset).map((endpoint) => {
    const baseUrl = (ownUrl ?? endpoint.baseUrl ?? '').replace(/\/+$/, '');
    return {
      dialect: endpoint.dialect,
      baseUrl,
      auth: config.auth ?? endpoint.auth ?? preset.auth,
      quirks: { ...preset.quirks, ...endpoint.quirks },
      way: findWay(network, baseUrl),
    };
  }) as [ResolvedEndpoint, ...ResolvedEndpoint[]];
  return {
    id: config.id,
    name: config.name ?? (config.preset === 'custom' ? config.id : preset.name),
    preset: config.preset,
    endpoints: [first, ...rest],
    headers: config.headers,
    needsKey: needsKey(config, preset.needsKey),
    modelsUrl: resolveModelsUrl(config, preset, first),
    modelsAuth: isOwnAddress(config) ? first.auth : (config.auth ?? preset.auth),
    keyCheckUrl: isOwnAddress(config) ? null : (preset.keyCheckUrl ?? null),
    models: config.models,
    modelRules: preset.modelRules ?? [],
    quirks: config.quirks as Partial<Quirks>,
    limits: config.limits ?? {},
    network,
    enabled: config.enabled,
    prices: preset.pricesAt?.findLast(({ match }) => match.test(first.baseUrl))?.prices ?? preset.prices,
    playMoney: preset.playMoney ?? false,
  };
}

function chooseEndpoints(config: ProviderConfig, preset: ProviderDefinition): ProviderEndpoint[] {
  const { dialect } = config;
  if (dialect !== undefined)
    return [preset.endpoints.find((endpoint) => endpoint.dialect === dialect) ?? { dialect, baseUrl: null }];
  const usual = preset.endpoints.filter(({ onRequest }) => onRequest !== true);
  return config.baseUrl === undefined ? usual : usual.slice(0, 1);
}

/** The user's own address, behind which nothing but what the dialect says is certain. */
function isOwnAddress(config: ProviderConfig): boolean {
  return config.preset === 'custom' || config.baseUrl !== undefined;
}

/** Where servers of a dialect list their models, after the base URL. */
const LIST_PATHS: Record<UpstreamDialect, string> = {
  'anthropic-messages': '/v1/models',
  'openai-chat': '/models',
  'openai-responses': '/models',
  gemini: '/models?pageSize=1000',
  ollama: '/api/tags',
};

function resolveModelsUrl(config: ProviderConfig, preset: ProviderDefinition, first: ResolvedEndpoint): string | null {
  const { modelsUrl } = preset;
  if (modelsUrl === null) return null;
  if (isOwnAddress(config)) return first.baseUrl + LIST_PATHS[first.dialect];
  if (!modelsUrl.startsWith('/')) return modelsUrl;
  // The simulator's address is not in its preset.
  return (preset.endpoints[0]?.baseUrl ?? first.baseUrl) + modelsUrl;
}

/** keychain is what a provider has when nothing is said, so for a local server it does not mean that a key must be there. */
function needsKey(config: ProviderConfig, presetNeedsKey: boolean): boolean {
  const sources = config.keys.map(({ source }) => source);
  if (sources.length === 0 || sources.includes('none')) return false;
  return presetNeedsKey || sources.includes('env') || config.preset === 'custom';
}

/**
 * A model of the provider for a client of `clientDialect`: on the endpoint that speaks the client's dialect, so that its
 * bytes can go through, or else on the provider's first. A model that the config does not list is called all the same.
 */
export function resolveModel(provider: ResolvedProvider, modelId: string, clientDialect: string): ResolvedModel {
  const matching = provider.modelRules.filter(({ match }) => match.test(modelId));
  const only = matching.findLast(({ dialect }) => dialect !== undefined)?.dialect;
  const offered = provider.endpoints.filter(({ dialect }) => only === undefined || dialect === only);
  const endpoint = offered.find(({ dialect }) => dialect === clientDialect) ?? offered[0] ?? provider.endpoints[0];
  const rules = matching.filter(({ on }) => on === undefined || on === endpoint.dialect);
  const known = provider.models.find(({ id }) => id === modelId);
  const limits = Object.assign(
    definedOnly({ contextWindow: priceTableWindow(provider, modelId) }),
    ...rules.map(({ contextWindow, maxOutputTokens, vision }) => definedOnly({ contextWindow, maxOutputTokens, vision })),
  ) as Partial<ProviderModel>;
  const preset = Object.assign(
    {},
    dialectQuirks[endpoint.dialect],
    endpoint.quirks,
    ...rules.map((rule) => rule.quirks),
  ) as Quirks;
  const sanitise = [...new Set([...preset.sanitise, ...rules.flatMap(({ alsoSanitise = [] }) => alsoSanitise)])];
  const quirks = { ...preset, sanitise, ...provider.quirks };
  return { model: { ...limits, ...definedOnly(known ?? {}), id: modelId }, endpoint, quirks };
}

/** What is known of a window where neither the user nor the preset says. */
function priceTableWindow({ prices }: ResolvedProvider, modelId: string): number | undefined {
  return typeof prices === 'string' ? undefined : lookUpWindow(prices, modelId);
}

function definedOnly<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The headers that carry a provider's key and the user's own headers: the provider's, and those of one target in its routes. */
export function providerHeaders(
  { headers: own }: Pick<ResolvedProvider, 'headers'>,
  { auth }: Pick<ResolvedEndpoint, 'auth'>,
  key: string | null,
  ofTarget: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...own, ...ofTarget })) headers[name.toLowerCase()] = value;
  if (key !== null) {
    if (auth === 'bearer') headers.authorization = `Bearer ${key}`;
    else headers[auth] = key;
  }
  return headers;
}
