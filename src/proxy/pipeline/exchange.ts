import type { IncomingHttpHeaders } from 'node:http';
import type { PriceBook } from '../../pricing';
import type { TargetOverrides } from '../../shared/config/route-config';
import type { CanonicalRequest } from '../canonical/request';
import type { ClientDialect } from '../../shared/model/exchange';
import type { SecretSearch } from '../../shared/redact/find-secrets';
import type { CaptureSettings } from '../bodies/capture-bodies';
import type { ProviderKey, ProxySettings } from '../ports';
import type { UsableKeys } from '../routing/list-usable-keys';
import type { ResolvedModel, ResolvedProvider } from '../providers/resolve-provider';
import type { CompiledRules } from '../routing/rules';

/** The settings with every provider laid over its preset, made once for each change. */
export interface CompiledSettings {
  source: ProxySettings;
  providers: ReadonlyMap<string, ResolvedProvider>;
  rules: CompiledRules;
  /** A rule asks how a budget stands. */
  asksBudgets: boolean;
  prices: PriceBook;
  /** The keys that each provider can be asked with; where it has none, one without a value. */
  keys: ReadonlyMap<string, UsableKeys>;
  /** For what is told of failures. */
  findSecrets: SecretSearch;
  /** How bodies are held, and what must not be kept of them. */
  capture: CaptureSettings;
}

/** A request as it came in. It keeps the settings it began with, whatever changes while it runs. */
export interface Received {
  id: string;
  /** Epoch ms. */
  startedAt: number;
  clientDialect: ClientDialect;
  /** The body as it came, for the passthrough lane. */
  body: Uint8Array;
  request: CanonicalRequest;
  /** Query string with its question mark, or ''. */
  query: string;
  headers: IncomingHttpHeaders;
  /** All input, as a quick estimate in tokens. */
  inputEstimate: number;
  settings: CompiledSettings;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** A model of a provider, with the endpoint that serves this client best. */
export interface Target extends ResolvedModel {
  provider: ResolvedProvider;
  /** Those of the provider that can be used, in the order of the config. */
  keys: UsableKeys;
  /** The one of them that it is asked with: the first, until the exchange has chosen. */
  key: ProviderKey;
  /** What it is sent with in place of what the client says; null for nothing. */
  changes: TargetChanges | null;
}

/** A target's own overrides, and those of rules. */
export type TargetChanges = TargetOverrides;
