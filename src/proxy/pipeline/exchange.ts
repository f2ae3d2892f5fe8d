import type { IncomingHttpHeaders } from 'node:http';
import type { ScenarioCheck } from '../../shared/model/decision';
import type { Scenario } from '../../shared/model/scenario';
import type { CanonicalRequest } from '../canonical/request';
import type { ClientDialect } from '../../shared/model/exchange';
import type { ProviderKey, ProxySettings } from '../ports';
import type { ResolvedModel, ResolvedProvider } from '../providers/resolve-provider';

/** The settings with every provider laid over its preset, made once for each change. */
export interface CompiledSettings {
  source: ProxySettings;
  providers: ReadonlyMap<string, ResolvedProvider>;
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

export interface Classified extends Received {
  scenario: Scenario;
  /** What marks it, and which scenarios were passed over, in plain sentences. */
  scenarioReason: string;
  /** All that were considered, in order; the last one applied. */
  checks: ScenarioCheck[];
}

/** A model of a provider, with the endpoint that serves this client best. */
export interface Target extends ResolvedModel {
  provider: ResolvedProvider;
  key: ProviderKey;
}

export interface Routed extends Classified {
  /** null when the client named its target. */
  route: Scenario | null;
  /** In the order in which they are tried; never empty. */
  targets: [Target, ...Target[]];
  /** Those of longContext: asked as well once an upstream has said that the prompt is too long. May hold some of the others too. */
  overflowTargets(): Target[];
  reason: string;
}
